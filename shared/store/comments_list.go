package store

import (
	"context"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
)

// newestComments lists the comments on a post that the viewer can see. GetWithComments
// reads the post first.
var newestComments = listComments(`true`)

// listComments lists the comments that are not replies on a post that satisfies the
// condition. It is in the form of the index comments_list_idx.
func listComments(condition string) string {
	return `
		SELECT ` + commentColumns + `, u.id IS NULL AND c.replies_count = 0, ` + isLast("c") + `
		FROM ` + looked(`comments`, `post_id = @post AND parent_id IS NULL AND (NOT is_hidden OR replies_count > 0)
			AND (created_at, id) < (@at, @id) AND `+condition, `created_at DESC, id DESC`) + ` c
		LEFT JOIN ` + visibleUsers + ` ON u.id = c.user_id AND NOT c.is_hidden
		WHERE u.id IS NOT NULL OR c.replies_count > 0 OR ` + isLast("c") + `
		ORDER BY c.created_at DESC, c.id DESC
		LIMIT @limit`
}

// postIsReadable is the condition that @viewer can read the post with the id @post.
var postIsReadable = `(SELECT true FROM ` + readablePosts + ` WHERE p.id = @post)`

func commentArgs(post, viewer int64, p Page) pgx.StrictNamedArgs {
	at, last := start(p.After)
	return pgx.StrictNamedArgs{"post": post, "viewer": viewer, "at": at, "id": last, "limit": p.Limit + 1}
}

// List returns the comments on a visible post that are not replies, newest first, as
// the viewer sees them. A comment that is not visible but has replies is among them,
// without content and author.
func (s Comments) List(ctx context.Context, post, viewer int64, p Page) (Rows[social.Comment], error) {
	comments, err := queryAll(ctx, s.DB, scanLookedComment, listComments(postIsReadable), commentArgs(post, viewer, p))
	if err == nil && len(comments) == 0 {
		_, err = readPost(ctx, s.DB, post, viewer)
	}
	return paged(comments, p.Limit), err
}

// Replies returns the replies to a comment on a visible post, oldest first. The
// comment may be one that List returns, a reply (which has no replies), or one that was
// taken down if the viewer may read it.
func (s Comments) Replies(ctx context.Context, post, comment, viewer int64, p Page) (Rows[social.Comment], error) {
	after := p.After
	if after.IsFirst() {
		after = oldest
	}
	replies, err := queryAll(ctx, s.DB, scanLookedComment, `
		SELECT `+commentColumns+`, u.id IS NULL, `+isLast("c")+`
		FROM `+looked(`comments`, `parent_id = @parent AND NOT is_hidden AND post_id = @post AND (created_at, id) > (@at, @id)
			AND `+postIsReadable, `created_at, id`)+` c
		LEFT JOIN `+visibleUsers+` ON u.id = c.user_id
		WHERE u.id IS NOT NULL OR `+isLast("c")+`
		ORDER BY c.created_at, c.id
		LIMIT @limit`,
		pgx.StrictNamedArgs{"parent": comment, "post": post, "viewer": viewer, "at": after.At, "id": after.ID, "limit": p.Limit + 1})
	if err != nil || len(replies) > 0 {
		return paged(replies, p.Limit), err
	}
	there, err := queryOne(ctx, s.DB, pgx.RowTo[bool], `
		SELECT (
			EXISTS (SELECT FROM comments WHERE id = @id AND post_id = @post AND replies_count > 0)
			OR EXISTS (SELECT FROM `+readableComments+` WHERE c.id = @id AND c.post_id = @post)
		) AND EXISTS (SELECT FROM `+readablePosts+` WHERE p.id = @post)`,
		pgx.StrictNamedArgs{"id": comment, "post": post, "viewer": viewer})
	if err == nil && !there {
		err = errNoComment
	}
	return paged(replies, p.Limit), err
}
