package store

import (
	"context"
	"errors"
	"log/slog"
	"strconv"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// The database function visible_users says which users a user can see. Every query of
// users, posts, comments and reactions for a viewer reads their authors through it.
// Statements without a viewer use the condition byActive on the user u.
const byActive = `u.is_active`

// visibleUsers are the users u that @viewer can see.
const visibleUsers = `visible_users(@viewer) u`

// What @viewer can see, with the authors u.
var (
	visiblePosts    = visiblePostsTo(`@viewer`)
	visibleComments = visibleCommentsTo(`@viewer`)
	// readablePosts are visiblePosts, and the posts that were taken down if the viewer
	// wrote them or is a moderator. They can be read by their ids, and are in no list.
	readablePosts = `posts p JOIN ` + visibleUsers + ` ON u.id = p.user_id AND (p.taken_down_at IS NULL OR ` + standsAbove(`p`) + ` AND NOT ` + isDeleted(`p.id`) + `)`
	// readableComments are the same for comments.
	readableComments = `comments c JOIN ` + visibleUsers + ` ON u.id = c.user_id
		AND (NOT c.is_hidden OR c.taken_down_at IS NOT NULL AND ` + standsAbove(`c`) + `)`
)

// visiblePostsTo are the posts p that the user with the id of the SQL expression can
// see, with their authors u.
func visiblePostsTo(viewer string) string {
	return `posts p JOIN visible_users(` + viewer + `) u ON u.id = p.user_id AND p.taken_down_at IS NULL`
}

// visibleCommentsTo are the comments c that the user can see, with their authors u. The
// is_hidden flag makes the query cheap, but lags behind until all batches are hidden.
func visibleCommentsTo(viewer string) string {
	return `comments c JOIN visible_users(` + viewer + `) u ON u.id = c.user_id AND NOT c.is_hidden`
}

// standsAbove is the condition that @viewer wrote the row or is a moderator.
func standsAbove(row string) string {
	return `(` + row + `.user_id = @viewer OR ` + viewerModerates + `)`
}

// viewerModerates is the condition that @viewer is a moderator or an admin.
var viewerModerates = `(SELECT r.level FROM users m JOIN roles r ON r.id = m.role_id WHERE m.id = @viewer) >= ` + strconv.Itoa(int(social.Moderator))

// activeAuthor selects the author if they are active.
const activeAuthor = `SELECT id, username, display_name FROM users WHERE id = @author AND is_active`

// VisibilityBatch is how many follows in each direction, comments, likes of posts, likes
// of comments and notifications are hidden or shown in one transaction. A trigger
// processes the first batch when a user is deactivated or reactivated.
const VisibilityBatch = 1000

// The maximum number of batches that Settle (one request) and SettleAll (a scheduled
// sweep) process. Each batch is a transaction of a few tenths of a second.
const (
	settleBatches = 20
	sweepBatches  = 200
)

// Settle hides or shows the rest of the user's follows, comments and likes after they
// were deactivated or reactivated. A failure is logged and not returned, because
// SettleAll processes the rest later.
func (s Users) Settle(ctx context.Context, id int64) {
	if _, err := s.settle(ctx, id, settleBatches); err != nil {
		slog.WarnContext(ctx, "follows, comments or likes of a user are left to the sweep", slog.Any("error", err))
	}
}

// SettleAll does the same for all users in the queue, the longest waiting first.
func (s Users) SettleAll(ctx context.Context) error {
	ids, err := queryAll(ctx, s.DB, pgx.RowTo[int64], `
		SELECT user_id FROM visibility_queue ORDER BY since, user_id LIMIT @limit`,
		pgx.StrictNamedArgs{"limit": sweepBatches})
	if err != nil {
		return err
	}
	var failures []error
	left := sweepBatches
	for _, id := range ids {
		done, err := s.settle(ctx, id, left)
		failures = append(failures, err)
		left -= done
	}
	return errors.Join(failures...)
}

// settle processes up to limit batches and returns how many it did.
func (s Users) settle(ctx context.Context, id int64, limit int) (done int, err error) {
	for ; done < limit; done++ {
		finished, err := queryOne(ctx, s.DB, pgx.RowTo[bool], `
			SELECT coalesce((SELECT visibility_apply(user_id, @limit) FROM visibility_queue WHERE user_id = @id), true)`,
			pgx.StrictNamedArgs{"id": id, "limit": VisibilityBatch})
		if err != nil || finished {
			return done + 1, err
		}
	}
	return done, nil
}
