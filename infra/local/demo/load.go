package demo

import (
	"context"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/crypto/bcrypt"
)

// Load fills the database if it has no users. The password is hashed with the given
// bcrypt cost.
func Load(ctx context.Context, databaseURL string, cost int) error {
	people, err := People()
	if err != nil {
		return err
	}
	posts, err := read[post]("posts.json")
	if err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, databaseURL)
	if err != nil {
		return fmt.Errorf("connect for the demo data: %w", err)
	}
	defer conn.Close(ctx)
	if err := fill(ctx, conn, people, posts, cost); err != nil {
		return fmt.Errorf("load the demo data: %w", err)
	}
	return nil
}

func fill(ctx context.Context, conn *pgx.Conn, people []Person, posts []post, cost int) error {
	var taken bool
	err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM users)`).Scan(&taken)
	if err != nil || taken {
		return err
	}
	// Hash before the transaction begins: hashing is slow, and the database ends
	// transactions that are idle for long.
	hash, err := bcrypt.GenerateFromPassword([]byte(Password), cost)
	if err != nil {
		return err
	}
	return pgx.BeginFunc(ctx, conn, func(tx pgx.Tx) error {
		l := loader{tx: tx, now: time.Now(), ids: map[string]int64{}}
		if err := l.people(ctx, people, string(hash)); err != nil {
			return err
		}
		if err := l.posts(ctx, posts); err != nil {
			return err
		}
		return l.reports(ctx)
	})
}

type loader struct {
	tx  pgx.Tx
	now time.Time
	ids map[string]int64 // user ids by username
}

func (l loader) at(a ago) time.Time { return l.now.Add(-time.Duration(a)) }

func (l loader) people(ctx context.Context, people []Person, hash string) error {
	for _, p := range people {
		var id int64
		err := l.tx.QueryRow(ctx, `
			INSERT INTO users (username, email, password_hash, role_id, is_active, activated_at, created_at)
			SELECT @username, @email, @hash, id, true, @created_at, @created_at FROM roles WHERE name = @role
			RETURNING id`,
			pgx.StrictNamedArgs{
				"username": p.Username, "email": p.Email, "hash": hash, "role": p.Role,
				"created_at": l.now.AddDate(0, 0, -p.Days),
			}).Scan(&id)
		if err != nil {
			return fmt.Errorf("add %s: %w", p.Username, err)
		}
		l.ids[p.Username] = id
	}
	return l.follows(ctx, people)
}

func (l loader) follows(ctx context.Context, people []Person) error {
	for _, p := range people {
		for i, followee := range p.Follows {
			_, err := l.tx.Exec(ctx, `
				INSERT INTO follows (follower_id, followee_id, created_at)
				VALUES (@follower, @followee, @created_at)`,
				pgx.StrictNamedArgs{
					"follower": l.ids[p.Username], "followee": l.ids[followee],
					"created_at": l.now.AddDate(0, 0, -p.Days).Add(time.Duration(i) * time.Hour),
				})
			if err != nil {
				return fmt.Errorf("add the follow of %s by %s: %w", followee, p.Username, err)
			}
		}
	}
	return nil
}

func (l loader) posts(ctx context.Context, posts []post) error {
	for _, p := range posts {
		var id int64
		err := l.tx.QueryRow(ctx, `
			INSERT INTO posts (user_id, title, content, tags, created_at, updated_at)
			VALUES (@author, @title, @content, @tags, @created_at, @created_at)
			RETURNING id`,
			pgx.StrictNamedArgs{
				"author": l.ids[p.Author], "title": p.Title, "content": p.Content, "tags": p.Tags,
				"created_at": l.at(p.Ago),
			}).Scan(&id)
		if err != nil {
			return fmt.Errorf("add the post %q: %w", p.Title, err)
		}
		if err := l.comments(ctx, id, p.Comments); err != nil {
			return err
		}
	}
	return nil
}

func (l loader) comments(ctx context.Context, post int64, comments []comment) error {
	for _, c := range comments {
		_, err := l.tx.Exec(ctx, `
			INSERT INTO comments (post_id, user_id, content, created_at)
			VALUES (@post, @author, @content, @created_at)`,
			pgx.StrictNamedArgs{
				"post": post, "author": l.ids[c.Author], "content": c.Content,
				"created_at": l.at(c.Ago),
			})
		if err != nil {
			return fmt.Errorf("add the comment %q: %w", c.Content, err)
		}
	}
	return nil
}
