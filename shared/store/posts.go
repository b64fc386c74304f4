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

// Posts are the posts of all users.
type Posts struct{ DB *pgxpool.Pool }

const (
	// postRow are the columns that a statement which writes a post returns.
	postRow = `id, user_id, title, content, tags, version, created_at, updated_at, comments_count`
	// postColumns are a post p and its author u.
	postColumns = `
	p.id, p.user_id, p.title, p.content, p.tags, p.version, p.created_at, p.updated_at, p.comments_count, u.username::text`
)

func scanPost(row pgx.CollectableRow) (p social.Post, err error) {
	err = row.Scan(&p.ID, &p.UserID, &p.Title, &p.Content, &p.Tags, &p.Version,
		&p.CreatedAt, &p.UpdatedAt, &p.CommentsCount, &p.Username)
	p.User = social.Author{ID: p.UserID, Username: p.Username}
	return p, err
}

func scanPlacedPost(row pgx.CollectableRow) (placed[social.Post], error) {
	post, err := scanPost(row)
	return placed[social.Post]{post, cursor.Position{At: post.CreatedAt, ID: post.ID}}, err
}

var errNoPost = fault.New(fault.NotFound, "there is no such post")

func postOr404(post social.Post, err error) (social.Post, error) {
	if errors.Is(err, pgx.ErrNoRows) {
		return post, errNoPost
	}
	return post, err
}

// Create stores a new post of the author. With an idempotency key the same
// request makes one post only, and later ones get the first one's answer.
func (s Posts) Create(ctx context.Context, author int64, draft social.PostDraft, key *Idempotency) (social.Post, error) {
	tags := draft.Tags
	if tags == nil {
		tags = []string{}
	}
	return once(ctx, s.DB, key, func(db querier) (social.Post, error) {
		return one(ctx, db, scanPost, `
			WITH p AS (
				INSERT INTO posts (user_id, title, content, tags, created_at, updated_at)
				SELECT @author::bigint, @title, @content, @tags::text[], moment, moment FROM posts_moment() moment
				RETURNING `+postRow+`
			)
			SELECT `+postColumns+` FROM p JOIN users u ON u.id = p.user_id`,
			pgx.StrictNamedArgs{"author": author, "title": draft.Title, "content": draft.Content, "tags": tags})
	})
}

// Get returns a post.
func (s Posts) Get(ctx context.Context, id int64) (social.Post, error) {
	return postOr404(one(ctx, s.DB, scanPost, getPost, pgx.StrictNamedArgs{"id": id}))
}

const getPost = `SELECT ` + postColumns + ` FROM posts p JOIN users u ON u.id = p.user_id WHERE p.id = @id`

// GetWithComments returns a post and its newest comments in one round trip.
func (s Posts) GetWithComments(ctx context.Context, id int64, limit int) (social.Post, Rows[social.Comment], error) {
	var post social.Post
	var comments Rows[social.Comment]
	err := retry(ctx, func() error {
		batch := &pgx.Batch{}
		batch.Queue(getPost, pgx.StrictNamedArgs{"id": id}).Query(func(rows pgx.Rows) (err error) {
			post, err = postOr404(pgx.CollectExactlyOneRow(rows, scanPost))
			return err
		})
		batch.Queue(listComments, commentArgs(id, Page{Limit: limit})).Query(func(rows pgx.Rows) error {
			all, err := pgx.CollectRows(rows, scanPlacedComment)
			comments = paged(all, limit)
			return err
		})
		return s.DB.SendBatch(ctx, batch).Close()
	})
	return post, comments, err
}

// Update applies the edit and returns the new post. It returns a Conflict
// fault if edit.Version is set and the post changed after the editor saw it.
func (s Posts) Update(ctx context.Context, id int64, edit social.PostEdit) (social.Post, error) {
	post, err := one(ctx, s.DB, scanPost, `
		WITH p AS (
			UPDATE posts
			SET title      = coalesce(@title, title),
			    content    = coalesce(@content, content),
			    tags       = coalesce(@tags, tags),
			    version    = version + 1,
			    updated_at = greatest(clock_timestamp(), updated_at + interval '1 microsecond')
			WHERE id = @id AND version = coalesce(@version::bigint, version)
			RETURNING `+postRow+`
		)
		SELECT `+postColumns+` FROM p JOIN users u ON u.id = p.user_id`,
		pgx.StrictNamedArgs{"id": id, "version": edit.Version, "title": edit.Title, "content": edit.Content, "tags": edit.Tags})
	if !errors.Is(err, pgx.ErrNoRows) {
		return post, err
	}
	now, err := s.Get(ctx, id)
	if err != nil {
		return post, err
	}
	conflict := fault.New(fault.Conflict, "the post has changed since you read it")
	conflict.Extensions = map[string]any{"current_version": now.Version}
	return post, conflict
}

// Delete removes a post and its comments.
func (s Posts) Delete(ctx context.Context, id int64) error {
	deleted, err := exec(ctx, s.DB, `DELETE FROM posts WHERE id = @id`, pgx.StrictNamedArgs{"id": id})
	if err == nil && deleted == 0 {
		return errNoPost
	}
	return err
}

// By returns the posts of an active user, newest first.
func (s Posts) By(ctx context.Context, author int64, p Page) (Rows[social.Post], error) {
	at, last := start(p.After)
	posts, err := many(ctx, s.DB, scanPlacedPost, `
		SELECT `+postColumns+`
		FROM posts p JOIN users u ON u.id = p.user_id
		WHERE p.user_id = @author AND u.is_active AND (p.created_at, p.id) < (@at, @id)
		ORDER BY p.created_at DESC, p.id DESC
		LIMIT @limit`,
		pgx.StrictNamedArgs{"author": author, "at": at, "id": last, "limit": p.Limit + 1})
	if err == nil && len(posts) == 0 {
		_, err = Users(s).Get(ctx, author, author)
	}
	return paged(posts, p.Limit), err
}
