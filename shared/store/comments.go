package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/cursor"
	"social.example/shared/fault"
	"social.example/shared/postgres"
	"social.example/shared/social"
)

// Comments reads and writes comments.
type Comments struct{ DB *pgxpool.Pool }

// commentColumns selects a comment c and its author u, as @viewer sees them. Without
// an author, it is only a placeholder.
var commentColumns = `
	c.id, c.post_id, c.parent_id, c.version, c.created_at, coalesce(c.edited_at, c.created_at), c.replies_count,
	u.id, CASE WHEN u.id IS NULL THEN '' ELSE c.content END,
	CASE WHEN u.id IS NULL THEN 0 ELSE (SELECT coalesce(sum(n.likes), 0) FROM comment_like_counts n WHERE n.comment_id = c.id) END,
	u.id IS NOT NULL AND ` + hasRow(`comment_likes l WHERE l.user_id = @viewer AND l.comment_id = c.id`) + `,
	CASE WHEN u.id IS NOT NULL THEN ` + mentionedAuthors("c") + ` END, ` + authorColumns

func scanComment(row pgx.CollectableRow) (social.Comment, error) { return scanCommentAnd()(row) }

// scanCommentAnd scans commentColumns and the columns after them.
func scanCommentAnd(more ...any) pgx.RowToFunc[social.Comment] {
	return func(row pgx.CollectableRow) (c social.Comment, err error) {
		var username, displayName *string
		err = row.Scan(append([]any{
			&c.ID, &c.PostID, &c.ParentID, &c.Version, &c.CreatedAt, &c.UpdatedAt, &c.RepliesCount,
			&c.UserID, &c.Content, &c.LikesCount, &c.Liked, &c.Mentions, &username, &displayName,
		}, more...)...)
		if c.Mentions == nil {
			c.Mentions = []social.Author{}
		}
		if c.UserID == nil {
			c.IsRemoved = true
			return c, err
		}
		c.User = &social.Author{ID: *c.UserID, Username: *username, DisplayName: *displayName}
		return c, err
	}
}

// scanLookedComment scans commentColumns, whether the comment is hidden, and whether it is
// the last one.
func scanLookedComment(row pgx.CollectableRow) (p placed[social.Comment], err error) {
	p.row, err = scanCommentAnd(&p.isHidden, &p.isLast)(row)
	p.at = cursor.Position{At: p.row.CreatedAt, ID: p.row.ID}
	return p, err
}

// Create stores a new comment by the author on a visible post, and returns the
// notified users. With an idempotency key, a repeated request creates no second comment
// and returns the first response. It returns an Invalid fault if the parent is not a
// visible comment on the post.
func (s Comments) Create(
	ctx context.Context, post, author int64, draft social.CommentDraft, key *Idempotency,
) (comment social.Comment, notified []int64, err error) {
	// The removal of a comment locks the post first, and so does a reply to it.
	lock := ``
	if draft.ParentID != nil {
		lock = ` FOR NO KEY UPDATE OF p`
	}
	comment, err = once(ctx, s.DB, key, func(db querier) (social.Comment, error) {
		comment, err := queryOne(ctx, db, scanCommentAnd(&notified), `
			WITH u AS MATERIALIZED (`+activeAuthor+`), post AS MATERIALIZED (
				SELECT p.id FROM `+visiblePosts+` WHERE p.id = @post`+lock+`
			), parent AS MATERIALIZED (
				SELECT coalesce(c.parent_id, c.id) AS id FROM `+visibleComments+` WHERE c.id = @parent AND c.post_id = @post
			), c AS (
				INSERT INTO comments (post_id, user_id, parent_id, content, mentions)
				SELECT post.id, u.id, (SELECT id FROM parent), @content, `+mentioned(`@author`)+` FROM u CROSS JOIN post
				WHERE @parent::bigint IS NULL OR EXISTS (SELECT FROM parent)
				RETURNING *
			)
			SELECT `+commentColumns+`, comments_notify(u.id, c.mentions, c.post_id, c.id, @parent) FROM c CROSS JOIN u`,
			pgx.StrictNamedArgs{
				"post": post, "author": author, "viewer": author, "parent": draft.ParentID, "content": draft.Content,
				"names": social.Mentioned(draft.Content),
			})
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return comment, s.missing(ctx, db, author, post, draft.ParentID)
		case postgres.Violates(err, "comments_post_id_fkey"):
			return comment, errNoPost // deleted since the statement began
		case postgres.Violates(err, "comments_parent_id_fkey"):
			return comment, errNoParent
		}
		return comment, err
	}, s.deleted)
	return comment, notified, err
}

var errNoParent = fault.InvalidFields(map[string]string{"parent_id": "must be the id of a comment on this post"})

// missing returns the reason why a comment was not created: the author was
// deactivated or deleted since the request began, or the post or the parent does
// not exist.
func (s Comments) missing(ctx context.Context, db querier, author, post int64, parent *int64) error {
	type found struct{ Author, Post bool }
	there, err := queryOne(ctx, db, pgx.RowToStructByPos[found], `
		SELECT EXISTS (SELECT FROM users WHERE id = @author AND is_active), EXISTS (SELECT FROM `+visiblePosts+` WHERE p.id = @post)`,
		pgx.StrictNamedArgs{"author": author, "viewer": author, "post": post})
	switch {
	case err != nil:
		return err
	case !there.Author:
		return fault.NotSignedIn
	case !there.Post || parent == nil: // without a parent, the post became visible in the meantime
		return errNoPost
	}
	return errNoParent
}

// deleted returns errDeletedSince if the author can no longer read a created comment, and
// the same error as for a new comment if the post exists but the author can't read it.
func (s Comments) deleted(ctx context.Context, db querier, comment social.Comment) error {
	type found struct{ Comment, Post, PostExists bool }
	there, err := queryOne(ctx, db, pgx.RowToStructByPos[found], `
		SELECT EXISTS (SELECT FROM `+readableComments+` WHERE c.id = @id),
			EXISTS (SELECT FROM `+readablePosts+` WHERE p.id = @post),
			EXISTS (SELECT FROM posts p WHERE p.id = @post AND NOT `+isDeleted(`p.id`)+`)`,
		pgx.StrictNamedArgs{"id": comment.ID, "post": comment.PostID, "viewer": comment.UserID})
	switch {
	case err != nil:
		return err
	case there.PostExists && !there.Post:
		return errNoPost
	case !there.Comment || !there.Post:
		return errDeletedSince
	}
	return nil
}

// Get returns a comment on a post, as the viewer sees both. If either was taken down,
// Get returns a NotFound fault to all but its author and moderators.
func (s Comments) Get(ctx context.Context, post, id, viewer int64) (social.Comment, error) {
	comment, err := queryOne(ctx, s.DB, scanComment, `
		SELECT `+commentColumns+`
		FROM `+readableComments+`
		WHERE c.id = @id AND c.post_id = @post AND `+postIsReadable,
		pgx.StrictNamedArgs{"id": id, "post": post, "viewer": viewer})
	if errors.Is(err, pgx.ErrNoRows) {
		return comment, errNoComment
	}
	return comment, err
}

// Update applies the edit and returns the new comment and the notified users. It
// returns a Conflict fault if edit.Version is set and is no longer the current version.
func (s Comments) Update(
	ctx context.Context, post, id, viewer int64, edit social.CommentEdit,
) (comment social.Comment, notified []int64, err error) {
	comment, err = queryOne(ctx, s.DB, scanCommentAnd(&notified), `
		UPDATE comments c
		SET content   = @content,
		    mentions  = `+mentioned(`c.user_id`)+`,
		    version   = c.version + 1,
		    edited_at = greatest(clock_timestamp(), coalesce(c.edited_at, c.created_at) + interval '1 microsecond')
		FROM (
			SELECT b.id, b.mentions FROM comments b
			WHERE b.id = @id AND b.post_id = @post AND b.version = coalesce(@version::bigint, b.version) FOR NO KEY UPDATE
		) before, `+visibleUsers+`
		WHERE c.id = @id AND c.id = before.id AND u.id = c.user_id AND (NOT c.is_hidden OR c.taken_down_at IS NOT NULL)
		RETURNING `+commentColumns+`, `+mentionsNotified(newMentions("c"), "c.user_id", "c.post_id", "c.id"),
		pgx.StrictNamedArgs{
			"id": id, "post": post, "viewer": viewer, "version": edit.Version, "content": edit.Content,
			"names": social.Mentioned(edit.Content),
		})
	if !errors.Is(err, pgx.ErrNoRows) {
		return comment, notified, err
	}
	now, err := s.Get(ctx, post, id, viewer)
	if err == nil {
		err = staleEdit(errNoComment, edit.Version, now.Version, "the comment has changed since you read it")
	}
	return comment, nil, err
}

// Remove removes a comment that the viewer can see. If it has replies, a placeholder stays
// until the last of them is removed. The log notes that a moderator removed another
// user's comment.
func (s Comments) Remove(ctx context.Context, post, id, viewer int64) error {
	args := named{"id": id, "post": post, "viewer": viewer}
	return retry(ctx, func() error {
		batch := &pgx.Batch{}
		batch.Queue(`SELECT FROM posts WHERE id = @post FOR NO KEY UPDATE`, named{"post": post})
		batch.Queue(`
			WITH subject AS MATERIALIZED (
				SELECT c.id, c.user_id, EXISTS (SELECT FROM comments r WHERE r.parent_id = c.id) AS has_replies
				FROM `+readableComments+` WHERE c.id = @id AND c.post_id = @post
			), emptied AS (
				UPDATE comments c SET `+emptied+` FROM subject s WHERE c.id = s.id AND s.has_replies
			), deleted AS (
				DELETE FROM comments c USING subject s WHERE c.id = s.id AND NOT s.has_replies
			)
			SELECT id, CASE WHEN `+isModerator+` THEN moderation_log_add(@viewer, 'delete', 'comment', id, user_id) END
			FROM subject`, args).Query(func(rows pgx.Rows) error {
			_, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[struct{ ID, Logged *int64 }])
			if errors.Is(err, pgx.ErrNoRows) {
				return errNoComment
			}
			return err
		})
		return s.DB.SendBatch(ctx, batch).Close()
	})
}

// emptied turns a comment into a placeholder.
const emptied = `user_id = NULL, content = '', mentions = '{}', is_hidden = true, removed_at = now()`
