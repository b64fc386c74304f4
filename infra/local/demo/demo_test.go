package demo_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/crypto/bcrypt"

	"social.example/infra/local/demo"
	"social.example/shared/test/testdb"
)

func TestLoadFillsAnEmptyDatabaseOnce(t *testing.T) {
	t.Parallel()
	url := testdb.Config(t).URL
	for range 2 {
		if err := demo.Load(t.Context(), url, bcrypt.MinCost); err != nil {
			t.Fatal(err)
		}
	}
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(t.Context()) })
	for query, want := range map[string]int{
		`SELECT count(*) FROM users WHERE is_active`:                                                     12,
		`SELECT count(*) FROM users WHERE role_id = 3`:                                                   1,
		`SELECT count(*) FROM users WHERE role_id = 2`:                                                   1,
		`SELECT count(*) FROM posts`:                                                                     100,
		`SELECT count(*) FROM posts WHERE created_at > now() OR updated_at <> created_at OR tags = '{}'`: 0,
		`SELECT count(*) FROM comments c JOIN posts p ON p.id = post_id WHERE c.created_at < p.created_at OR c.created_at > now()`:     0,
		`SELECT count(*) FROM posts p JOIN users u ON u.id = user_id WHERE p.created_at < u.created_at`:                                0,
		`SELECT count(*) FROM cases c JOIN reports r ON r.case_id = c.id WHERE r.reporter_id <> c.author_id AND r.created_at <= now()`: 20,
		`SELECT count(*) FROM users WHERE posts_count = 0 OR followers_count = 0`:                                                      0,
	} {
		var got int
		if err := conn.QueryRow(t.Context(), query).Scan(&got); err != nil {
			t.Fatal(err)
		}
		if got != want {
			t.Errorf("%s: got %d, want %d", query, got, want)
		}
	}
	var hash string
	if err := conn.QueryRow(t.Context(), `SELECT min(password_hash) FROM users`).Scan(&hash); err != nil {
		t.Fatal(err)
	}
	if err := bcrypt.CompareHashAndPassword([]byte(hash), []byte(demo.Password)); err != nil {
		t.Error(err)
	}
}

func TestThoseWithTheHighestRoleComeFirst(t *testing.T) {
	t.Parallel()
	people, err := demo.People()
	if err != nil {
		t.Fatal(err)
	}
	if people[0].Role != "admin" || people[1].Role != "moderator" || people[2].Role != "user" {
		t.Errorf("got %+v, want an admin, a moderator and a user", people[:3])
	}
}
