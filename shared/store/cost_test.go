package store_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// costly lists the most expensive reads, by a reader who follows many authors, none of
// whom wrote lately.
var costly = map[string]string{
	"a deep page":                 `feed_page_newest(@viewer, @bounds, 1000, 100)`,
	"a deep page, oldest first":   `feed_page_oldest(@viewer, @bounds, 1000, 100)`,
	"a deep page of a tag":        `feed_page_tagged_newest(@viewer, 'common', @bounds, 1000, 100)`,
	"an absent tag":               `feed_page_tagged_newest(@viewer, 'absent', @bounds, 0, 20)`,
	"a common word":               `feed_page_search_newest(@viewer, 'common', '{}', @bounds, 0, 20, 2000)`,
	"a common word, deep":         `feed_page_search_newest(@viewer, 'common', '{}', @bounds, 1000, 100, 2000)`,
	"a word others use":           `feed_page_search_newest(@viewer, 'loudly', '{}', @bounds, 0, 20, 2000)`,
	"an absent word":              `feed_page_search_newest(@viewer, 'nowhere', '{}', @bounds, 0, 20, 2000)`,
	"an absent word, oldest":      `feed_page_search_oldest(@viewer, 'nowhere', '{}', @bounds, 0, 20, 2000)`,
	"three signs that no one has": `feed_page_search_newest(@viewer, '-%-', '{}', @bounds, 0, 20, 2000)`,
	"two tags":                    `feed_page_search_newest(@viewer, NULL, '{common,odd}', @bounds, 0, 20, 2000)`,
	"a letter of all names":       `users_search(@viewer, 'r', 9e9, '9999-12-31', 0, 0, 51)`,
	"a part of all names":         `users_search(@viewer, 'ead', 9e9, '9999-12-31', 0, 0, 51)`,
	"an absent name":              `users_search(@viewer, 'nowhere', 9e9, '9999-12-31', 0, 0, 51)`,
}

// TestCostliestReadsStayWithinTheirBuffers checks that the number of database pages
// that each read touches stays within a bound that does not grow with the number
// of posts: 10 per followed author, plus 25,000.
func TestCostliestReadsStayWithinTheirBuffers(t *testing.T) {
	t.Parallel()
	posts, follows := figure.Size(20_000, 400_000), figure.Size(1000, 10_000)
	db := testdb.New(t)
	makeCostly(t, db, posts, follows)
	bound, over := 25_000+10*follows, 0
	for name, call := range costly {
		if got := buffersOf(t, db, call); got > bound {
			over++
			t.Errorf("%s touches %d buffers, more than %d", name, got, bound)
		} else {
			t.Logf("%s touches %d buffers", name, got)
		}
	}
	figure.Report(t, "costliest reads of feeds and names: beyond their bound of rows", len(costly), over)
}

// TestASearchThatVeryManyNamesMatchStaysWithinItsBuffers has more names than are
// compared. The search finds those that begin with its text instead.
func TestASearchThatVeryManyNamesMatchStaysWithinItsBuffers(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	owner := testdb.Owner(t, db)
	testdb.Exec(t, owner, `
		INSERT INTO users (username, email, password_hash, is_active)
		SELECT 'reader_' || i, i || '@example.com', repeat('x', 60), true FROM generate_series(1, 8000) i`)
	testdb.Exec(t, owner, `VACUUM (ANALYZE) users`)
	const bound = 25_000
	for _, name := range []string{"a letter of all names", "a part of all names", "an absent name"} {
		if got := buffersOf(t, db, costly[name]); got > bound {
			t.Errorf("%s touches %d buffers, more than %d", name, got, bound)
		} else {
			t.Logf("%s touches %d buffers", name, got)
		}
	}
}

// makeCostly creates a reader who follows many authors with old posts only, and
// as many other authors who wrote all newer posts.
func makeCostly(t *testing.T, db *pgxpool.Pool, posts, follows int) {
	t.Helper()
	owner := testdb.Owner(t, db) // it has no time limit, and may vacuum
	statements := []string{
		`INSERT INTO users (username, email, password_hash, is_active)
		 SELECT 'reader_' || i, i || '@example.com', repeat('x', 60), true FROM generate_series(1, %[2]d * 2 + 1) i`,
		`INSERT INTO follows SELECT 1, 1 + i FROM generate_series(1, %[2]d) i`,
	}
	const batch = 5000 // posts per transaction: the database limits its duration
	for from := 1; from <= posts; from += batch {
		statements = append(statements, `INSERT INTO posts (user_id, title, content, tags, created_at)
		 SELECT CASE WHEN i < %[1]d / 4 THEN 2 + i %% %[2]d ELSE 2 + %[2]d + i %% %[2]d END, 'title ' || i,
		        'a common text ' || i || CASE WHEN i > %[1]d / 4 AND i %% 20 = 0 THEN ' loudly' ELSE '' END,
		        CASE WHEN i %% 2 = 0 THEN '{common}' ELSE '{odd}' END::text[], now() - interval '1 second' * (%[1]d - i)
		 FROM generate_series(`+fmt.Sprintf("%d, %d", from, min(posts, from+batch-1))+`) i`)
	}
	for _, statement := range statements {
		if _, err := owner.Exec(t.Context(), fmt.Sprintf(statement, posts, follows)); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
	testdb.Exec(t, owner, `VACUUM (ANALYZE) posts, users, follows, post_tags, newest_posts`)
}

// buffersOf returns how many pages a call touches when it runs the second time,
// with its plans cached. Each time, the calls before run first.
func buffersOf(t *testing.T, db *pgxpool.Pool, call string, before ...string) (touched int) {
	t.Helper()
	call = strings.NewReplacer("@viewer", "1", "@bounds", "'0001-01-01', 0, '9999-12-31', 9223372036854775807").Replace(call)
	conn, err := db.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Release()
	for range 2 {
		for _, call := range before {
			if _, err := conn.Exec(t.Context(), `SELECT * FROM `+call); err != nil {
				t.Fatalf("%s: %v", call, err)
			}
		}
		touched = explain(t, conn, `SELECT * FROM `+call).buffers()
	}
	return touched
}
