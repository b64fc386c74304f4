package main

import (
	"context"
	"errors"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"social.example/shared/social"
)

// rows reads from the database what no server can leave out of a response. Before each
// read it gets a value from Redis, as a server does that keeps sessions there.
type rows struct {
	db    *pgxpool.Pool
	cache *redis.Client
}

// session gets a value that need not exist.
func (s rows) session(ctx context.Context, id string) error {
	if err := s.cache.Get(ctx, "session:"+id).Err(); !errors.Is(err, redis.Nil) {
		return err
	}
	return nil
}

// user reads a user by key.
func (s rows) user(ctx context.Context, id string) (u social.User, err error) {
	if err := s.session(ctx, id); err != nil {
		return u, err
	}
	err = s.db.QueryRow(ctx, `
		SELECT id, username::text, coalesce(bio, ''), coalesce(location, ''), coalesce(website, ''), created_at, followers_count, following_count, posts_count
		FROM users WHERE id = $1::text::bigint`, id).
		Scan(&u.ID, &u.Username, &u.Bio, &u.Location, &u.Website, &u.CreatedAt, &u.FollowersCount, &u.FollowingCount, &u.PostsCount)
	u.DisplayName = u.Username
	return u, err
}

// withComments is a post with its newest comments.
type withComments struct {
	social.Post
	Comments []social.Comment `json:"comments"`
}

// post reads a post by key and a page of its newest comments, all with their authors, in
// one round trip.
func (s rows) post(ctx context.Context, id string) (p withComments, err error) {
	if err := s.session(ctx, id); err != nil {
		return p, err
	}
	batch := &pgx.Batch{}
	batch.Queue(`
		SELECT p.id, p.user_id, p.title, p.content, p.tags, p.version, p.created_at, p.updated_at, p.comments_count, u.username::text
		FROM posts p JOIN users u ON u.id = p.user_id WHERE p.id = $1::text::bigint`, id).
		QueryRow(func(row pgx.Row) error {
			defer func() { p.User = author(p.UserID, p.Username) }()
			return row.Scan(&p.ID, &p.UserID, &p.Title, &p.Content, &p.Tags, &p.Version, &p.CreatedAt, &p.UpdatedAt, &p.CommentsCount, &p.Username)
		})
	batch.Queue(`
		SELECT c.id, c.post_id, c.content, c.created_at, c.user_id, u.username::text
		FROM comments c JOIN users u ON u.id = c.user_id
		WHERE c.post_id = $1::text::bigint AND c.parent_id IS NULL AND NOT c.is_hidden
		ORDER BY c.created_at DESC, c.id DESC LIMIT 20`, id).
		Query(func(rows pgx.Rows) (err error) {
			p.Comments, err = pgx.CollectRows(rows, scanComment)
			return err
		})
	return p, s.db.SendBatch(ctx, batch).Close()
}

func scanComment(row pgx.CollectableRow) (c social.Comment, err error) {
	var id int64
	var name string
	err = row.Scan(&c.ID, &c.PostID, &c.Content, &c.CreatedAt, &id, &name)
	u := author(id, name)
	c.UserID, c.User = &id, &u
	return c, err
}

func author(id int64, name string) social.Author {
	return social.Author{ID: id, Username: name, DisplayName: name}
}
