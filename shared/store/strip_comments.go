package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// stripComments deletes what depends on the comments, except replies, up to limit rows.
// Foreign keys and triggers would delete it together with the comments, however much it
// is. It returns how many rows it deleted; the caller calls it again, each time in a
// transaction of its own, until that is 0. A removed comment is deleted with its last
// reply, so stripComments also deletes what depends on the removed comments that they
// reply to.
func stripComments(ctx context.Context, tx pgx.Tx, comments []int64, limit int) (int64, error) {
	return execFirst(ctx, tx, ofComments, pgx.StrictNamedArgs{"comments": comments, "limit": limit})
}

// ofComments are the statements that delete what depends on comments, except replies.
var ofComments = []string{
	`DELETE FROM notifications WHERE id IN (
		SELECT n.id FROM (` + andRemoved + `) c CROSS JOIN LATERAL (
			SELECT id FROM notifications WHERE post_id = c.post_id AND comment_id = c.id AND post_id <> 0 LIMIT @limit) n
		LIMIT @limit)`,
	`DELETE FROM comment_likes WHERE (user_id, comment_id) IN (
		SELECT l.user_id, l.comment_id FROM (` + andRemoved + `) c CROSS JOIN LATERAL (
			SELECT user_id, comment_id FROM comment_likes WHERE comment_id = c.id LIMIT @limit) l
		LIMIT @limit)`,
}

// andRemoved selects the comments, and the removed comments that they reply to.
const andRemoved = `
	SELECT id, post_id FROM comments WHERE id = ANY (@comments::bigint[])
	UNION
	SELECT id, post_id FROM comments WHERE removed_at IS NOT NULL
		AND id IN (SELECT parent_id FROM comments WHERE id = ANY (@comments::bigint[]))`

// execFirst executes the first of the statements that changes a row, and returns how
// many it changes.
func execFirst(ctx context.Context, tx pgx.Tx, statements []string, args pgx.StrictNamedArgs) (int64, error) {
	for _, sql := range statements {
		if changed, err := exec(ctx, tx, sql, args); err != nil || changed > 0 {
			return changed, err
		}
	}
	return 0, nil
}
