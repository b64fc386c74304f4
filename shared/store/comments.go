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

func scanComment(row pgx.CollectableRow) (c social.Comment, err error) {
	err = row.Scan(&c.ID, &c.PostID, &c.UserID, &c.Content, &c.CreatedAt, &c.User.Username, &c.User.DisplayName)
	c.User.ID = c.UserID
	return c, err
}

func scanPlacedComment(row pgx.CollectableRow) (placed[social.Comment], error) {
	comment, err := scanComment(row)
	return placed[social.Comment]{comment, cursor.Position{At: comment.CreatedAt, ID: comment.ID}}, err
}

// Create stores a new comment by the author on a visible post. With an
// idempotency key, a repeated request creates no second comment and returns the
// first response.
func (s Comments) Create(ctx context.Context, post, author int64, draft social.CommentDraft, key *Idempotency) (social.Comment, error) {
	return once(ctx, s.DB, key, func(db querier) (social.Comment, error) {
		comment, err := queryOne(ctx, db, scanComment, `
			WITH author AS MATERIALIZED (`+activeAuthor+`), c AS (
				INSERT INTO comments (post_id, user_id, content)
				SELECT p.id, author.id, @content FROM author CROSS JOIN (`+visiblePosts+`) WHERE p.id = @post
				RETURNING id, post_id, user_id, content, created_at
			)
			SELECT c.id, c.post_id, c.user_id, c.content, c.created_at, `+authorColumns+` FROM c CROSS JOIN author u`,
			pgx.StrictNamedArgs{"post": post, "author": author, "content": draft.Content})
		switch {
		case errors.Is(err, pgx.ErrNoRows):
			return comment, missing(ctx, db, author)
		case postgres.Violates(err, "comments_post_id_fkey"):
			return comment, errNoPost // deleted since the statement began
		}
		return comment, err
	}, s.stays)
}

// missing returns the reason why a comment was not created: the post does not
// exist, or the author was deactivated or deleted since the request began.
func missing(ctx context.Context, db querier, author int64) error {
	active, err := queryOne(ctx, db, pgx.RowTo[bool], `SELECT EXISTS (SELECT FROM users WHERE id = @author AND is_active)`,
		pgx.StrictNamedArgs{"author": author})
	switch {
	case err != nil:
		return err
	case !active:
		return fault.NotSignedIn
	}
	return errNoPost
}

// stays reports whether a created comment is still visible.
func (s Comments) stays(ctx context.Context, db querier, comment social.Comment) (bool, error) {
	return queryOne(ctx, db, pgx.RowTo[bool], `
		SELECT EXISTS (SELECT FROM `+visibleComments+` WHERE c.id = @id)
		   AND EXISTS (SELECT FROM `+visiblePosts+` WHERE p.id = @post)`,
		pgx.StrictNamedArgs{"id": comment.ID, "post": comment.PostID})
}

const listComments = `
	SELECT c.id, c.post_id, c.user_id, c.content, c.created_at, ` + authorColumns + `
	FROM ` + visibleComments + `
	WHERE c.post_id = @post AND (c.created_at, c.id) < (@at, @id)
	  AND (SELECT true FROM ` + visiblePosts + ` WHERE p.id = @post)
	ORDER BY c.created_at DESC, c.id DESC
	LIMIT @limit`

func commentArgs(post int64, p Page) pgx.StrictNamedArgs {
	at, last := start(p.After)
	return pgx.StrictNamedArgs{"post": post, "at": at, "id": last, "limit": p.Limit + 1}
}

// List returns the comments on a visible post, newest first.
func (s Comments) List(ctx context.Context, post int64, p Page) (Rows[social.Comment], error) {
	comments, err := queryAll(ctx, s.DB, scanPlacedComment, listComments, commentArgs(post, p))
	if err == nil && len(comments) == 0 {
		_, err = Posts(s).Get(ctx, post)
	}
	return paged(comments, p.Limit), err
}
