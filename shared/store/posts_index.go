package store

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
)

// indexBatch is how many posts one statement of Index indexes: it takes a few tenths of
// a second, and edits of these posts and comments on them wait for it.
const indexBatch = 200

// Index adds new posts to the index of words and tags, the newest first, until all are in
// it or until the time. Searches find a post before that too, but read each such post:
// see the database function feed_matches.
func (s Posts) Index(ctx context.Context, until time.Time) error {
	for time.Now().Before(until) {
		indexed, err := exec(ctx, s.DB, `
			UPDATE posts SET indexed = true WHERE id IN (
				SELECT id FROM posts WHERE NOT indexed ORDER BY created_at DESC, id DESC
				LIMIT @limit FOR UPDATE SKIP LOCKED)`, pgx.StrictNamedArgs{"limit": indexBatch})
		if err != nil || indexed < indexBatch {
			return err
		}
	}
	return nil
}
