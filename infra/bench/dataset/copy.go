package dataset

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// source holds the rows of a table.
type source struct {
	table   string
	columns []string
	next    func() ([]any, error) // nil at the end
}

func (s source) copy(ctx context.Context, conn *pgx.Conn) error {
	if _, err := conn.CopyFrom(ctx, pgx.Identifier{s.table}, s.columns, pgx.CopyFromFunc(s.next)); err != nil {
		return fmt.Errorf("copy the %s: %w", s.table, err)
	}
	return nil
}

// sources returns all tables, largest first.
func (s *Set) sources() []source {
	return []source{
		{
			"comments",
			[]string{"id", "post_id", "user_id", "content", "created_at"},
			rows(s.Comments, func(id int64) []any {
				c := s.Comment(id)
				return []any{c.ID, c.Post, c.Author, c.Content, c.CreatedAt}
			}),
		},
		{
			"posts",
			[]string{"id", "user_id", "title", "content", "tags", "comments_count", "created_at", "updated_at"},
			rows(s.Posts, func(id int64) []any {
				p := s.Post(id)
				return []any{p.ID, p.Author, p.Title, p.Content, p.Tags, p.Comments, p.CreatedAt, p.CreatedAt}
			}),
		},
		{"follows", []string{"follower_id", "followee_id", "created_at"}, s.followRows()},
		{
			"users",
			[]string{
				"id", "username", "email", "password_hash", "is_active", "activated_at",
				"followers_count", "following_count", "posts_count", "created_at",
			},
			rows(s.Users, func(id int64) []any {
				u := s.User(id)
				return []any{
					u.ID, u.Username, s.Email(id), hash, true, u.CreatedAt,
					u.Followers, u.Following, u.Posts, u.CreatedAt,
				}
			}),
		},
	}
}

// rows returns an iterator over the rows 1 to n.
func rows(n int, row func(id int64) []any) func() ([]any, error) {
	id := int64(0)
	return func() ([]any, error) {
		if id == int64(n) {
			return nil, nil
		}
		id++
		return row(id), nil
	}
}

func (s *Set) followRows() func() ([]any, error) {
	follower, k := int64(1), uint32(0)
	return func() ([]any, error) {
		if int(k) == len(s.followees) {
			return nil, nil
		}
		for k == s.offsets[follower+1] {
			follower++
		}
		followee := s.followees[k]
		k++
		return []any{follower, int64(followee), s.FollowedAt(follower, followee)}, nil
	}
}
