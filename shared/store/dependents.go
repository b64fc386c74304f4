package store

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Foreign keys and triggers delete what others left at a post or a comment together with
// it, however much that is. The functions of this file delete it before, up to limit rows
// at a time. They return how many rows they deleted; the caller calls them again, each
// time in a transaction of its own, until that is 0.

// deletePosts deletes what depends on the posts, and when nothing is left of that, the
// posts. There are at most limit posts.
func deletePosts(ctx context.Context, tx pgx.Tx, posts []int64, limit int) (int64, error) {
	deleted, err := execFirst(ctx, tx, ofPosts, pgx.StrictNamedArgs{"posts": posts, "limit": limit})
	if err != nil || deleted > 0 {
		return deleted, err
	}
	comments, err := queryAll(ctx, tx, pgx.RowTo[int64], `
		SELECT c.id FROM unnest(@posts::bigint[]) post CROSS JOIN LATERAL (
			SELECT id FROM comments WHERE post_id = post LIMIT @limit) c
		LIMIT @limit`,
		pgx.StrictNamedArgs{"posts": posts, "limit": limit})
	if err != nil {
		return 0, err
	}
	if len(comments) > 0 {
		return deleteThreads(ctx, tx, comments, limit)
	}
	return exec(ctx, tx, `DELETE FROM posts WHERE id = ANY (@posts::bigint[])`, pgx.StrictNamedArgs{"posts": posts})
}

// ofPosts are the statements that delete what depends on posts, except comments.
var ofPosts = []string{
	`DELETE FROM notifications WHERE id IN (
		SELECT n.id FROM unnest(@posts::bigint[]) post CROSS JOIN LATERAL (
			SELECT id FROM notifications WHERE post_id = post AND post_id <> 0 LIMIT @limit) n
		LIMIT @limit)`,
	`DELETE FROM post_likes WHERE (user_id, post_id) IN (
		SELECT l.user_id, l.post_id FROM unnest(@posts::bigint[]) post CROSS JOIN LATERAL (
			SELECT user_id, post_id FROM post_likes WHERE post_id = post LIMIT @limit) l
		LIMIT @limit)`,
	`DELETE FROM bookmarks WHERE (user_id, post_id) IN (
		SELECT b.user_id, b.post_id FROM unnest(@posts::bigint[]) post CROSS JOIN LATERAL (
			SELECT user_id, post_id FROM bookmarks WHERE post_id = post LIMIT @limit) b
		LIMIT @limit)`,
}

// deleteThreads deletes the replies to the comments, and when there are none left, the
// comments, each after what depends on it. There are at most limit comments.
func deleteThreads(ctx context.Context, tx pgx.Tx, comments []int64, limit int) (int64, error) {
	replies, err := queryAll(ctx, tx, pgx.RowTo[int64],
		`SELECT id FROM comments WHERE parent_id = ANY (@comments::bigint[]) LIMIT @limit`,
		pgx.StrictNamedArgs{"comments": comments, "limit": limit})
	if err != nil {
		return 0, err
	}
	if len(replies) > 0 {
		comments = replies
	}
	deleted, err := stripComments(ctx, tx, comments, limit)
	if err != nil || deleted > 0 {
		return deleted, err
	}
	return exec(ctx, tx, `DELETE FROM comments WHERE id = ANY (@comments::bigint[])`, pgx.StrictNamedArgs{"comments": comments})
}

// stripComments deletes what depends on the comments, except replies. A removed comment
// is deleted with its last reply, so what depends on those that they reply to goes too.
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

// andRemoved selects the comments, and those that are removed and that they reply to.
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
