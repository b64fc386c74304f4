package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/postgres"
	"social.example/shared/social"
)

// Mutes reads and writes which users muted which.
type Mutes struct{ DB *pgxpool.Pool }

// Add makes the muter mute a user. It succeeds if the user is muted already. It returns
// a Conflict fault if the muter has muted social.MuteLimit users; simultaneous calls may
// exceed that by a few.
func (s Mutes) Add(ctx context.Context, muter, muted int64) error {
	isFull, err := s.change(ctx, muter, muted, `
		INSERT INTO mutes (muter_id, muted_id) SELECT @viewer, id FROM muted WHERE NOT is_full ON CONFLICT DO NOTHING RETURNING muted_id`)
	if err == nil && isFull {
		err = fault.New(fault.Conflict, "you have muted %d users already, and nobody can mute more", social.MuteLimit)
	}
	return err
}

// Remove ends a mute. It succeeds if there is none.
func (s Mutes) Remove(ctx context.Context, muter, muted int64) error {
	_, err := s.change(ctx, muter, muted, `DELETE FROM mutes USING muted WHERE muter_id = @viewer AND muted_id = muted.id RETURNING muted_id`)
	return err
}

// change runs the statement, which reads the user from muted and returns them if it
// changed something. It reports whether the muter can mute no more users.
func (s Mutes) change(ctx context.Context, muter, muted int64, sql string) (isFull bool, err error) {
	isFull, err = queryOne(ctx, s.DB, pgx.RowTo[bool], `
		WITH muted AS MATERIALIZED (
			SELECT u.id, (SELECT count(*) FROM mutes WHERE muter_id = @viewer) >= @limit::bigint
				AND NOT EXISTS (SELECT FROM mutes WHERE muter_id = @viewer AND muted_id = u.id) AS is_full
			FROM `+visibleUsers+` WHERE u.id = @id
		), changed AS (`+sql+`), recovered AS MATERIALIZED (
			SELECT notifications_recover(@viewer, muted_id) FROM changed
		)
		-- PostgreSQL runs a SELECT in WITH only if something reads it.
		SELECT is_full OR (SELECT count(*) FROM recovered) < 0 FROM muted`,
		pgx.StrictNamedArgs{"viewer": muter, "id": muted, "limit": social.MuteLimit})
	if errors.Is(err, pgx.ErrNoRows) || postgres.Violates(err, "mutes_muted_id_fkey") { // deleted since the statement began
		err = errNoUser
	}
	return isFull, err
}

// List returns the users that the user muted and can see, the latest mute first.
func (s Mutes) List(ctx context.Context, user int64, p Page) (Rows[social.User], error) {
	return listMarked(ctx, s.DB, `mutes`, `muter_id`, `muted_id`, visibleUsers, user, p)
}
