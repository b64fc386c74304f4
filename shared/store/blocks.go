package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// Blocks reads and writes which users blocked which.
type Blocks struct{ DB *pgxpool.Pool }

// blocking is the state of a block's two users while they are locked.
type blocking struct {
	BlockerActive bool
	// BlockedVisible reports that the other user is active and did not block first.
	BlockedVisible bool
	Full           bool
}

const readBlocking = `
	SELECT EXISTS (SELECT FROM users WHERE id = @blocker AND is_active),
		EXISTS (SELECT FROM users WHERE id = @blocked AND is_active)
			AND NOT EXISTS (SELECT FROM blocks WHERE blocker_id = @blocked AND blocked_id = @blocker),
		(SELECT count(*) FROM blocks WHERE blocker_id = @blocker) >= @limit::bigint
			AND NOT EXISTS (SELECT FROM blocks WHERE blocker_id = @blocker AND blocked_id = @blocked)`

// Add makes the blocker block an active user, and ends both follows. It succeeds if the
// user is blocked already. It returns a Conflict fault if the blocker has blocked
// social.BlockLimit users. It returns a NotFound fault for a user who blocked the
// blocker, as every operation does.
func (s Blocks) Add(ctx context.Context, blocker, blocked int64) error {
	b, err := s.change(ctx, blocker, blocked, `
		WITH blocking (blocker_active, blocked_visible, is_full) AS MATERIALIZED (`+readBlocking+`), added AS (
			INSERT INTO blocks (blocker_id, blocked_id) SELECT @blocker, @blocked FROM blocking
			WHERE blocker_active AND blocked_visible AND NOT is_full
			ON CONFLICT DO NOTHING
			RETURNING blocker_id, blocked_id
		), ends AS MATERIALIZED (
			SELECT blocker_id AS follower_id, blocked_id AS followee_id FROM added
			UNION ALL
			SELECT blocked_id, blocker_id FROM added
		), followed AS (
			DELETE FROM follows f USING ends e WHERE f.follower_id = e.follower_id AND f.followee_id = e.followee_id
		), hidden AS (
			DELETE FROM inactive_follows f USING ends e WHERE f.follower_id = e.follower_id AND f.followee_id = e.followee_id
		), notified AS MATERIALIZED (
			SELECT notifications_withdraw(followee_id, follower_id, 'follow', 0, 0), notifications_recover(followee_id, follower_id) FROM ends
		)
		-- PostgreSQL runs a SELECT in WITH only if something reads it.
		SELECT blocker_active, blocked_visible, is_full OR (SELECT count(*) FROM notified) < 0 FROM blocking`)
	if err == nil && b.Full {
		err = fault.New(fault.Conflict, "you have blocked %d users already, and nobody can block more", social.BlockLimit)
	}
	return err
}

// Remove ends a block of an active user. It succeeds if there is none. The follows don't
// come back.
func (s Blocks) Remove(ctx context.Context, blocker, blocked int64) error {
	_, err := s.change(ctx, blocker, blocked, `
		WITH blocking (blocker_active, blocked_visible, is_full) AS MATERIALIZED (`+readBlocking+`), removed AS (
			DELETE FROM blocks b USING blocking
			WHERE b.blocker_id = @blocker AND b.blocked_id = @blocked AND blocker_active AND blocked_visible
			RETURNING blocker_id, blocked_id
		), recovered AS MATERIALIZED (
			SELECT notifications_recover(blocker_id, blocked_id), notifications_recover(blocked_id, blocker_id) FROM removed
		)
		SELECT blocker_active, blocked_visible, is_full OR (SELECT count(*) FROM recovered) < 0 FROM blocking`)
	return err
}

// change locks both users and runs the statement, as Follows.change does. So neither
// can start to follow the other while a block is added.
func (s Blocks) change(ctx context.Context, blocker, blocked int64, sql string) (b blocking, err error) {
	err = retry(ctx, func() error {
		batch := &pgx.Batch{}
		batch.Queue(lockEnds, named{"follower": blocker, "followee": blocked})
		args := named{"blocker": blocker, "blocked": blocked, "limit": social.BlockLimit}
		batch.Queue(sql, args).Query(func(rows pgx.Rows) (err error) {
			b, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[blocking])
			return err
		})
		return s.DB.SendBatch(ctx, batch).Close()
	})
	switch {
	case err != nil:
		return b, err
	case !b.BlockerActive:
		return b, fault.NotSignedIn
	case !b.BlockedVisible:
		return b, errNoUser
	}
	return b, nil
}

// List returns the active users that the user blocked, the latest block first.
func (s Blocks) List(ctx context.Context, user int64, p Page) (Rows[social.User], error) {
	page, err := listMarked(ctx, s.DB, `blocks`, `blocker_id`, `blocked_id`, `users u`, user, p)
	for i := range page.Rows {
		page.Rows[i].IsBlocked = true
	}
	return page, err
}

// listMarked returns the active users among those given that the viewer marked in the
// table, the latest mark first.
func listMarked(ctx context.Context, db querier, table, by, marked, among string, viewer int64, p Page) (Rows[social.User], error) {
	at, last := start(p.After)
	users, err := queryAll(ctx, db, scanLookedUser, `
		SELECT `+userColumns+`, m.created_at, m.`+marked+`, `+isLast("m")+`
		FROM `+looked(table, by+` = @viewer AND (created_at, `+marked+`) < (@at, @id)`, `created_at DESC, `+marked+` DESC`)+` m
		LEFT JOIN `+among+` ON u.id = m.`+marked+` AND `+byActive+`
		WHERE u.id IS NOT NULL OR `+isLast("m")+`
		ORDER BY m.created_at DESC, m.`+marked+` DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"viewer": viewer, "at": at, "id": last, "limit": p.Limit + 1})
	return paged(users, p.Limit), err
}
