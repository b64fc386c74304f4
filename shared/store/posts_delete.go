package store

import (
	"context"
	"errors"
	"log/slog"

	"github.com/jackc/pgx/v5"
)

// isDeleted is the condition that the post with the id of the SQL expression was
// deleted. Its row stays while many comments, likes or bookmarks are on it. It is taken
// down too, so only statements that show posts that were taken down need the condition.
func isDeleted(post string) string {
	return `EXISTS (SELECT FROM deleted_posts d WHERE d.post_id = ` + post + `)`
}

// deleteBatches is how many batches of eraseRows rows Delete deletes, so that a request
// costs less than 200 ms of the database.
const deleteBatches = 10

// Delete deletes a post and all that is on it on behalf of the user by. It locks the
// author first, as a deactivation does, in the same round trip and transaction. The log
// notes the deletion of another user's post.
//
// It deletes in batches, up to a limit. If there is more, the post is gone for everybody,
// and Erase deletes the rest.
func (s Posts) Delete(ctx context.Context, id, by int64) error {
	var gone *bool
	err := retry(ctx, func() error {
		batch := &pgx.Batch{}
		batch.Queue(`SELECT FROM users WHERE id = (SELECT user_id FROM posts WHERE id = @id) FOR UPDATE`, named{"id": id})
		batch.Queue(`
			SELECT posts_delete(p.id, @by, @limit) FROM posts p JOIN users u ON u.id = p.user_id WHERE p.id = @id AND `+byActive,
			named{"id": id, "by": by, "limit": eraseRows}).
			Query(func(rows pgx.Rows) (err error) {
				gone, err = pgx.CollectExactlyOneRow(rows, pgx.RowTo[*bool])
				return err
			})
		return s.DB.SendBatch(ctx, batch).Close()
	})
	switch {
	case errors.Is(err, pgx.ErrNoRows), err == nil && gone == nil:
		return errNoPost
	case err != nil || *gone:
		return err
	}
	if err := s.erase(ctx, deleteBatches-1, `d.post_id = @id`, pgx.StrictNamedArgs{"id": id}); err != nil {
		slog.WarnContext(ctx, "comments, likes or bookmarks of a deleted post are left to the sweep", slog.Any("error", err))
	}
	return nil
}

// Erase deletes what is left of deleted posts, the longest waiting first. It processes a
// limited number of batches; the next Erase continues.
func (s Posts) Erase(ctx context.Context) error {
	return s.erase(ctx, eraseBatches, `true`, pgx.StrictNamedArgs{})
}

// erase deletes up to limit batches of the deleted posts d that satisfy the condition.
func (s Posts) erase(ctx context.Context, limit int, condition string, args pgx.StrictNamedArgs) error {
	args["limit"] = eraseRows
	for range limit {
		_, err := queryOne(ctx, s.DB, pgx.RowTo[int], `
			WITH next AS MATERIALIZED (
				SELECT d.post_id FROM deleted_posts d WHERE `+condition+` ORDER BY d.since, d.post_id LIMIT 1 FOR UPDATE SKIP LOCKED
			)
			SELECT posts_erase(ARRAY[post_id], @limit) FROM next`, args)
		if errors.Is(err, pgx.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
	}
	return nil
}
