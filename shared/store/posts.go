package store

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/cursor"
	"social.example/shared/fault"
	"social.example/shared/social"
)

// Posts reads and writes posts.
type Posts struct{ DB *pgxpool.Pool }

// postRow lists the columns that a statement returns when it writes a post.
const postRow = `id, user_id, title, content, tags, version, created_at, updated_at, comments_count, taken_down_at, mentions`

// postColumns selects a post p and its author u, as @viewer sees them.
var postColumns = `
	p.id, p.user_id, p.title, p.content, p.tags, p.version, p.created_at, p.updated_at, p.comments_count, p.taken_down_at IS NOT NULL,
	(SELECT coalesce(sum(n.likes), 0) FROM post_like_counts n WHERE n.post_id = p.id),
	` + hasRow(`post_likes l WHERE l.user_id = @viewer AND l.post_id = p.id`) + `,
	` + hasRow(`bookmarks b WHERE b.user_id = @viewer AND b.post_id = p.id`) + `,
	` + mentionedAuthors("p") + `, ` + authorColumns

func scanPost(row pgx.CollectableRow) (social.Post, error) { return scanPostAnd()(row) }

// scanPostAnd scans postColumns and the columns after them.
func scanPostAnd(more ...any) pgx.RowToFunc[social.Post] {
	return func(row pgx.CollectableRow) (p social.Post, err error) {
		err = row.Scan(append([]any{
			&p.ID, &p.UserID, &p.Title, &p.Content, &p.Tags, &p.Version,
			&p.CreatedAt, &p.UpdatedAt, &p.CommentsCount, &p.IsRemoved, &p.LikesCount, &p.Liked, &p.Bookmarked, &p.Mentions,
			&p.User.Username, &p.User.DisplayName,
		}, more...)...)
		p.User.ID, p.Username = p.UserID, p.User.Username
		if p.Mentions == nil {
			p.Mentions = []social.Author{}
		}
		return p, err
	}
}

func scanLookedPost(row pgx.CollectableRow) (placed[social.Post], error) {
	return scanLooked(row, scanPostAnd)
}

var errNoPost = fault.New(fault.NotFound, "there is no such post")

func postOr404(post social.Post, err error) (social.Post, error) {
	if errors.Is(err, pgx.ErrNoRows) {
		return post, errNoPost
	}
	return post, err
}

// Create stores a new post by the author, and returns the notified users. With an
// idempotency key, a repeated request creates no second post and returns the first
// response.
func (s Posts) Create(ctx context.Context, author int64, draft social.PostDraft, key *Idempotency) (post social.Post, notified []int64, err error) {
	tags := draft.Tags
	if tags == nil {
		tags = []string{}
	}
	post, err = once(ctx, s.DB, key, func(db querier) (social.Post, error) {
		post, err := queryOne(ctx, db, scanPostAnd(&notified), `
			WITH u AS MATERIALIZED (`+activeAuthor+`), p AS (
				INSERT INTO posts (user_id, title, content, tags, mentions, created_at, updated_at)
				SELECT u.id, @title, @content, @tags::text[], `+mentioned(`@author`)+`, moment, moment FROM u CROSS JOIN posts_moment() moment
				RETURNING `+postRow+`
			)
			SELECT `+postColumns+`, `+mentionsNotified("p.mentions", "p.user_id", "p.id", "0")+` FROM p CROSS JOIN u`,
			pgx.StrictNamedArgs{
				"author": author, "viewer": author, "title": draft.Title, "content": draft.Content, "tags": tags,
				"names": social.Mentioned(draft.Content),
			})
		if errors.Is(err, pgx.ErrNoRows) {
			return post, fault.NotSignedIn // deactivated or deleted since the request began
		}
		return post, err
	}, s.deleted)
	return post, notified, err
}

// Get returns a post as the viewer sees it. A post that was taken down is NotFound for
// all but its author and moderators.
func (s Posts) Get(ctx context.Context, id, viewer int64) (social.Post, error) {
	return readPost(ctx, s.DB, id, viewer)
}

func readPost(ctx context.Context, db querier, id, viewer int64) (social.Post, error) {
	return postOr404(queryOne(ctx, db, scanPost, getPost, pgx.StrictNamedArgs{"id": id, "viewer": viewer}))
}

var getPost = `SELECT ` + postColumns + ` FROM ` + readablePosts + ` WHERE p.id = @id`

// deleted returns errDeletedSince if the author can't read a created post any more.
func (s Posts) deleted(ctx context.Context, db querier, post social.Post) error {
	_, err := readPost(ctx, db, post.ID, post.UserID)
	if errors.Is(err, errNoPost) {
		return errDeletedSince
	}
	return err
}

// GetWithComments returns a post and its newest comments in one round trip.
func (s Posts) GetWithComments(ctx context.Context, id, viewer int64, limit int) (social.Post, Rows[social.Comment], error) {
	var post social.Post
	var comments Rows[social.Comment]
	err := run(ctx, s.DB, func(db querier) error {
		batch := &pgx.Batch{}
		batch.Queue(getPost, named{"id": id, "viewer": viewer}).Query(func(rows pgx.Rows) (err error) {
			post, err = postOr404(pgx.CollectExactlyOneRow(rows, scanPost))
			return err
		})
		batch.Queue(newestComments, named(commentArgs(id, viewer, Page{Limit: limit}))).Query(func(rows pgx.Rows) error {
			all, err := pgx.CollectRows(rows, scanLookedComment)
			comments = paged(all, limit)
			return err
		})
		return db.SendBatch(ctx, batch).Close()
	})
	return post, comments, err
}

// Update applies the edit and returns the new post and the notified users. It returns a
// Conflict fault if edit.Version is set and is not the current version (staleEdit).
// The moderation log records an edit of another user's post.
func (s Posts) Update(ctx context.Context, id, viewer int64, edit social.PostEdit) (post social.Post, notified []int64, err error) {
	var names []string
	if edit.Content != nil {
		names = social.Mentioned(*edit.Content)
	}
	var logged *int64
	post, err = queryOne(ctx, s.DB, scanPostAnd(&notified, &logged), `
		UPDATE posts p
		SET title      = coalesce(@title, p.title),
		    content    = coalesce(@content, p.content),
		    tags       = coalesce(@tags, p.tags),
		    mentions   = CASE WHEN @content IS NULL THEN p.mentions ELSE `+mentioned(`p.user_id`)+` END,
		    version    = p.version + 1,
		    updated_at = greatest(clock_timestamp(), p.updated_at + interval '1 microsecond')
		FROM (
			SELECT b.id, b.mentions FROM posts b WHERE b.id = @id AND b.version = coalesce(@version::bigint, b.version) FOR NO KEY UPDATE
		) before, `+visibleUsers+`
		WHERE p.id = @id AND p.id = before.id AND u.id = p.user_id AND NOT `+isDeleted(`p.id`)+`
		RETURNING `+postColumns+`, `+mentionsNotified(newMentions("p"), "p.user_id", "p.id", "0")+`,
			moderation_log_add(@viewer, 'edit', 'post', p.id, p.user_id)`,
		pgx.StrictNamedArgs{
			"id": id, "viewer": viewer, "version": edit.Version, "title": edit.Title, "content": edit.Content,
			"tags": edit.Tags, "names": names,
		})
	if !errors.Is(err, pgx.ErrNoRows) {
		return post, notified, err
	}
	now, err := s.Get(ctx, id, viewer)
	if err == nil {
		err = staleEdit(errNoPost, edit.Version, now.Version, "the post has changed since you read it")
	}
	return post, nil, err
}

// ListByAuthor returns the posts of a user, newest first, as the viewer sees them.
func (s Posts) ListByAuthor(ctx context.Context, author, viewer int64, p Page) (Rows[social.Post], error) {
	at, last := start(p.After)
	posts, err := queryAll(ctx, s.DB, func(row pgx.CollectableRow) (p placed[social.Post], err error) {
		p.row, err = scanPostAnd(&p.isLast)(row)
		p.at, p.isHidden = cursor.Position{At: p.row.CreatedAt, ID: p.row.ID}, p.row.IsRemoved
		return p, err
	}, `
		SELECT `+postColumns+`, `+isLast("p")+`
		FROM `+looked(`posts`, `user_id = @author AND (created_at, id) < (@at, @id)
			AND (SELECT true FROM `+visibleUsers+` WHERE u.id = @author)`, `created_at DESC, id DESC`)+` p
		JOIN users u ON u.id = p.user_id
		WHERE p.taken_down_at IS NULL OR `+isLast("p")+`
		ORDER BY p.created_at DESC, p.id DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"author": author, "viewer": viewer, "at": at, "id": last, "limit": p.Limit + 1})
	if err == nil && len(posts) == 0 {
		_, err = Users{DB: s.DB}.Get(ctx, author, viewer)
	}
	return paged(posts, p.Limit), err
}
