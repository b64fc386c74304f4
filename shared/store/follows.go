package store

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/postgres"
	"social.example/shared/social"
)

// Follows are who follows whom.
type Follows struct{ DB *pgxpool.Pool }

// Add makes the follower follow an active user; again is no error.
func (s Follows) Add(ctx context.Context, follower, followee int64) error {
	known, err := one(ctx, s.DB, pgx.RowTo[bool], `
		WITH target AS (
			SELECT id FROM users WHERE id = @followee AND is_active
		), added AS (
			INSERT INTO follows (follower_id, followee_id) SELECT @follower, id FROM target
			ON CONFLICT DO NOTHING
		)
		SELECT EXISTS (SELECT FROM target)`,
		pgx.StrictNamedArgs{"follower": follower, "followee": followee})
	if postgres.Violates(err, "follows_followee_id_fkey") {
		return errNoUser // deleted meanwhile
	}
	return userKnown(known, err)
}

// Remove makes the follower follow an active user no more; again is no error.
func (s Follows) Remove(ctx context.Context, follower, followee int64) error {
	known, err := one(ctx, s.DB, pgx.RowTo[bool], `
		WITH removed AS (
			DELETE FROM follows WHERE follower_id = @follower AND followee_id = @followee
		)
		SELECT EXISTS (SELECT FROM users WHERE id = @followee AND is_active)`,
		pgx.StrictNamedArgs{"follower": follower, "followee": followee})
	return userKnown(known, err)
}

func userKnown(known bool, err error) error {
	if err == nil && !known {
		return errNoUser
	}
	return err
}

// Followers returns the active users who follow an active user, the latest
// first.
func (s Follows) Followers(ctx context.Context, id, viewer int64, p Page) (Rows[social.User], error) {
	return s.list(ctx, `JOIN follows f ON f.followee_id = @user AND f.follower_id = u.id`, id, viewer, p)
}

// Following returns the active users whom an active user follows, the latest
// first.
func (s Follows) Following(ctx context.Context, id, viewer int64, p Page) (Rows[social.User], error) {
	return s.list(ctx, `JOIN follows f ON f.follower_id = @user AND f.followee_id = u.id`, id, viewer, p)
}

func (s Follows) list(ctx context.Context, join string, id, viewer int64, p Page) (Rows[social.User], error) {
	at, last := start(p.After)
	users, err := many(ctx, s.DB, scanPlacedUser, `
		SELECT `+userColumns+`, f.created_at, 0::real
		FROM users u `+join+`
		WHERE u.is_active AND (f.created_at, u.id) < (@at, @id)
		ORDER BY f.created_at DESC, u.id DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"user": id, "viewer": viewer, "at": at, "id": last, "limit": p.Limit + 1})
	if err == nil && len(users) == 0 {
		_, err = Users(s).Get(ctx, id, viewer)
	}
	return paged(users, p.Limit), err
}
