package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"

	"social.example/shared/fault"
	"social.example/shared/social"
)

var errNoSession = fault.New(fault.NotFound, "there is no such session")

// End ends a session of the user and returns the user as authentication needs to
// know them from now on. If the user has no such session it returns the user and a
// NotFound fault: an earlier request may have ended the session without reaching the
// cache.
func (s Sessions) End(ctx context.Context, user, id int64) (changed social.Actor, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		changed, err = endSession(ctx, tx, user, id)
		return err
	})
	return changed, err
}

// EndOthers ends all sessions of the user but one, if there are any, and returns the
// user.
func (s Sessions) EndOthers(ctx context.Context, user, current int64) (changed social.Actor, err error) {
	err = inTx(ctx, s.DB, func(tx pgx.Tx) error {
		changed, err = endOtherSessions(ctx, tx, user, current)
		return err
	})
	return changed, err
}

func endSession(ctx context.Context, tx pgx.Tx, user, id int64) (social.Actor, error) {
	if err := lockUser(ctx, tx, user); err != nil {
		return social.Actor{}, err
	}
	return endSessions(ctx, tx, user, `s.id = @id`, pgx.StrictNamedArgs{"id": id})
}

func endOtherSessions(ctx context.Context, tx pgx.Tx, user, current int64) (social.Actor, error) {
	if err := lockUser(ctx, tx, user); err != nil {
		return social.Actor{}, err
	}
	changed, err := endSessions(ctx, tx, user, `s.id <> @current`, pgx.StrictNamedArgs{"current": current})
	if errors.Is(err, errNoSession) {
		err = nil
	}
	return changed, err
}

// lockUser locks the row of the user, so that a session that is created later gets
// a higher id than all that were created before.
func lockUser(ctx context.Context, tx pgx.Tx, user int64) error {
	locked, err := lockUsers(ctx, tx, user)
	if err == nil && len(locked) == 0 {
		err = fault.NotSignedIn // deleted since the request began
	}
	return err
}

// lockUsers locks the rows of the users in the order of their ids, as all other code
// does, and returns the ids of those that exist.
func lockUsers(ctx context.Context, tx pgx.Tx, users ...int64) ([]int64, error) {
	return queryAll(ctx, tx, pgx.RowTo[int64], `SELECT id FROM users WHERE id = ANY (@users::bigint[]) ORDER BY id FOR NO KEY UPDATE`,
		pgx.StrictNamedArgs{"users": users})
}

// endSessions ends the sessions of the user that meet the condition, and returns
// the user. If there are none it also returns errNoSession. The caller must have
// locked the user.
func endSessions(ctx context.Context, tx pgx.Tx, user int64, which string, args pgx.StrictNamedArgs) (social.Actor, error) {
	args["user"] = user
	ended, err := queryOne(ctx, tx, pgx.RowTo[*int64], `
		WITH ended AS (
			UPDATE sessions s SET ended_at = clock_timestamp()
			WHERE s.user_id = @user AND `+alive+` AND `+which+`
			RETURNING s.id
		)
		SELECT max(id) FROM ended`, args)
	if err != nil {
		return social.Actor{}, err
	}
	if ended == nil {
		unchanged, err := actor(ctx, tx, selectActor, pgx.StrictNamedArgs{"id": user})
		if err == nil {
			err = errNoSession
		}
		return unchanged, err
	}
	return actor(ctx, tx, `
		UPDATE users u
		SET sessions_ended_through = greatest(u.sessions_ended_through, @ended), version = u.version + 1
		WHERE u.id = @user
		RETURNING `+actorColumns,
		pgx.StrictNamedArgs{"user": user, "ended": *ended})
}
