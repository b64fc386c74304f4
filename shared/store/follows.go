package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// Follows reads and writes which users follow which.
type Follows struct{ DB *pgxpool.Pool }

// ends is the state of a follow's two users while they are locked. A missing user
// counts as inactive.
type ends struct {
	FollowerActive bool
	FolloweeActive bool
	// Full reports that the follower has reached the limit and does not already
	// follow the followee.
	Full bool
	// Notified reports that the followee is notified.
	Notified bool
}

// lockEnds locks both users in the order of their ids, as the trigger that
// updates their counters does. It waits for a deactivation in progress, so the
// next statement sees its result.
const lockEnds = `SELECT id FROM users WHERE id IN (@follower, @followee) ORDER BY id FOR NO KEY UPDATE`

// readEnds reads the ends. A followee that the follower can't see counts as inactive.
// Follows of inactive users count, or the limit could be exceeded when those users are
// reactivated.
const readEnds = `
	SELECT coalesce(follower.is_active, false) AS follower_active, coalesce(followee.is_active, false) AS followee_active,
		coalesce(follower.following_count, 0)
			+ (SELECT count(*) FROM inactive_follows WHERE follower_id = @follower) >= @limit::bigint
			AND NOT EXISTS (SELECT FROM follows WHERE follower_id = @follower AND followee_id = @followee) AS is_full
	FROM (VALUES (@follower::bigint, @followee::bigint)) asked (follower_id, followee_id)
	LEFT JOIN users follower ON follower.id = asked.follower_id
	LEFT JOIN visible_users(@follower) followee ON followee.id = asked.followee_id`

// Add makes the follower follow an active user. It succeeds if they already do.
// It returns a Conflict fault if the follower already follows social.FollowLimit
// users. It returns the notified users.
func (s Follows) Add(ctx context.Context, follower, followee int64) (notified []int64, err error) {
	e, err := s.change(ctx, follower, followee, `
		WITH ends AS MATERIALIZED (`+readEnds+`), added AS (
			INSERT INTO follows (follower_id, followee_id) SELECT @follower, @followee FROM ends
			WHERE follower_active AND followee_active AND NOT is_full
			ON CONFLICT DO NOTHING
			RETURNING follower_id, followee_id
		), notified AS MATERIALIZED (
			SELECT notifications_add(followee_id, follower_id, 'follow', 0, 0) AS is_told FROM added
		)
		SELECT follower_active, followee_active, is_full, coalesce((SELECT is_told FROM notified), false) FROM ends`)
	switch {
	case err != nil:
		return nil, err
	case e.Full:
		return nil, fault.New(fault.Conflict, "you follow %d users already, and nobody can follow more", social.FollowLimit)
	case e.Notified:
		return []int64{followee}, nil
	}
	return nil, nil
}

// Remove makes the follower unfollow an active user. It succeeds if they do not
// follow. It also removes a hidden follow that a reactivation has not shown again
// yet.
func (s Follows) Remove(ctx context.Context, follower, followee int64) error {
	_, err := s.change(ctx, follower, followee, `
		WITH ends AS MATERIALIZED (`+readEnds+`), removed AS (
			DELETE FROM follows f USING ends
			WHERE f.follower_id = @follower AND f.followee_id = @followee AND follower_active AND followee_active
			RETURNING f.follower_id, f.followee_id
		), waiting AS (
			DELETE FROM inactive_follows f USING ends
			WHERE f.follower_id = @follower AND f.followee_id = @followee AND follower_active AND followee_active
			RETURNING f.follower_id, f.followee_id
		), notified AS MATERIALIZED (
			SELECT notifications_withdraw(followee_id, follower_id, 'follow', 0, 0)
			FROM (SELECT * FROM removed UNION SELECT * FROM waiting) ended
		)
		-- PostgreSQL runs a SELECT in WITH only if something reads it.
		SELECT follower_active, followee_active, is_full, (SELECT count(*) FROM notified) < 0 FROM ends`)
	return err
}

// change locks both users and then runs the statement, so that the statement sees
// the changes of the transactions that the lock waited for. Both run in one round
// trip and one transaction.
func (s Follows) change(ctx context.Context, follower, followee int64, sql string) (e ends, err error) {
	err = retry(ctx, func() error {
		batch := &pgx.Batch{}
		batch.Queue(lockEnds, named{"follower": follower, "followee": followee})
		args := named{"follower": follower, "followee": followee, "limit": social.FollowLimit}
		batch.Queue(sql, args).Query(func(rows pgx.Rows) (err error) {
			e, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[ends])
			return err
		})
		return s.DB.SendBatch(ctx, batch).Close()
	})
	switch {
	case err != nil:
		return e, err
	case !e.FollowerActive:
		return e, fault.NotSignedIn
	case !e.FolloweeActive:
		return e, errNoUser
	}
	return e, nil
}

// Followers returns the followers of an active user, newest follow first.
func (s Follows) Followers(ctx context.Context, id, viewer int64, p Page) (Rows[social.User], error) {
	return s.list(ctx, "followee_id", "follower_id", id, viewer, p)
}

// Following returns the users that an active user follows, newest follow first.
func (s Follows) Following(ctx context.Context, id, viewer int64, p Page) (Rows[social.User], error) {
	return s.list(ctx, "follower_id", "followee_id", id, viewer, p)
}

// list returns the users in the column other of the follows that have the user id
// in the column this. It pages by the index of follows, so that a page costs the
// same at any depth.
func (s Follows) list(ctx context.Context, this, other string, id, viewer int64, p Page) (Rows[social.User], error) {
	at, last := start(p.After)
	users, err := queryAll(ctx, s.DB, scanLookedUser, `
		SELECT `+userColumns+`, f.created_at, f.`+other+`, `+isLast("f")+`
		FROM `+looked(`follows`, this+` = @user AND (SELECT true FROM `+visibleUsers+` WHERE u.id = @user) AND (created_at, `+other+`) < (@at, @id)`,
		`created_at DESC, `+other+` DESC`)+` f
		LEFT JOIN `+visibleUsers+` ON u.id = f.`+other+`
		WHERE u.id IS NOT NULL OR `+isLast("f")+`
		ORDER BY f.created_at DESC, f.`+other+` DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"user": id, "viewer": viewer, "at": at, "id": last, "limit": p.Limit + 1})
	if err == nil && len(users) == 0 {
		_, err = Users{DB: s.DB}.Get(ctx, id, viewer)
	}
	return paged(users, p.Limit), err
}
