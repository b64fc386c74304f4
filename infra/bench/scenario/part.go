package scenario

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/infra/bench/load"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// Part is a part of a scenario's work. The row is the write that no implementation on
// PostgreSQL can leave out, and the store is all that a function does in the database,
// both without a function. The plain server is one of net/http, pgx and go-redis alone,
// which responds with the rows that no implementation can leave out.
type Part struct {
	Name string
	Ask  func(context.Context, *load.Client) error
}

// copied are the tables that CopyTables copies. The rows are written to the copies.
var copied = [...]string{"posts", "comments", "follows"}

// CopyTables makes the copies: they have the columns, checks and indexes, but no rows,
// triggers and foreign keys. It replaces those that a killed run left.
func CopyTables(ctx context.Context, db *pgxpool.Pool) error {
	if err := RemoveCopies(ctx, db); err != nil {
		return err
	}
	for _, table := range copied {
		if _, err := db.Exec(ctx, `CREATE TABLE bench_`+table+` (LIKE `+table+` INCLUDING ALL)`); err != nil {
			return fmt.Errorf("copy the table %s: %w", table, err)
		}
	}
	return nil
}

// RemoveCopies removes the tables that CopyTables makes.
func RemoveCopies(ctx context.Context, db *pgxpool.Pool) error {
	for _, table := range copied {
		if _, err := db.Exec(ctx, `DROP TABLE IF EXISTS bench_`+table); err != nil {
			return fmt.Errorf("remove the copy of %s: %w", table, err)
		}
	}
	return nil
}

// Parts returns the parts of scenarios, given the address of the plain server. Those that
// write are undone by Tidy of the data set, or with the copies.
func (w *World) Parts(db *pgxpool.Pool, plain string) []Part {
	exec := func(ctx context.Context, sql string, arguments ...any) error {
		_, err := db.Exec(ctx, sql, arguments...)
		return err
	}
	users, posts, comments, follows := store.Users{DB: db}, store.Posts{DB: db}, store.Comments{DB: db}, store.Follows{DB: db}
	return []Part{
		{Profile + ": the plain server", func(ctx context.Context, c *load.Client) error {
			call := w.profile(c)
			call.Check = checkData(func(user social.User) error {
				return equal("path", fmt.Sprintf("/v1/users/%d", user.ID), call.Path)
			})
			return w.askAt(ctx, plain, call, c.Check)
		}},
		{Profile + ": the store", func(ctx context.Context, c *load.Client) error {
			_, err := users.Get(ctx, w.user(c.Random), w.viewer(c.Random))
			return err
		}},
		{Read + ": the plain server", func(ctx context.Context, c *load.Client) error { return w.askAt(ctx, plain, w.read(c), c.Check) }},
		{Read + ": the store", func(ctx context.Context, c *load.Client) error {
			_, _, err := posts.GetWithComments(ctx, w.post(c.Random), w.viewer(c.Random), web.PageSize)
			return err
		}},
		{Create + ": the row", func(ctx context.Context, c *load.Client) error {
			author, draft := w.draft(c)
			return exec(ctx, `INSERT INTO bench_posts (user_id, title, content, tags) VALUES ($1, $2, $3, $4)`, author, draft.Title, draft.Content, draft.Tags)
		}},
		{Create + ": the store", func(ctx context.Context, c *load.Client) error {
			author, draft := w.draft(c)
			_, _, err := posts.Create(ctx, author, draft, nil)
			return err
		}},
		{Comment + ": the row", func(ctx context.Context, c *load.Client) error {
			return exec(ctx, `INSERT INTO bench_comments (post_id, user_id, content) VALUES ($1, $2, $3)`, w.post(c.Random), w.viewer(c.Random), w.anyComment(c))
		}},
		{Comment + ": the store", func(ctx context.Context, c *load.Client) error {
			_, _, err := comments.Create(ctx, w.post(c.Random), w.viewer(c.Random), social.CommentDraft{Content: w.anyComment(c)}, nil)
			return err
		}},
		{Follow + ": the row", func(ctx context.Context, c *load.Client) error {
			follower, followee, ends := w.nextFollow(c)
			if ends {
				return exec(ctx, `DELETE FROM bench_follows WHERE follower_id = $1 AND followee_id = $2`, follower, followee)
			}
			return exec(ctx, `INSERT INTO bench_follows (follower_id, followee_id) VALUES ($1, $2)`, follower, followee)
		}},
		{Follow + ": the store", func(ctx context.Context, c *load.Client) error {
			follower, followee, ends := w.nextFollow(c)
			if ends {
				return follows.Remove(ctx, follower, followee)
			}
			_, err := follows.Add(ctx, follower, followee)
			return err
		}},
	}
}
