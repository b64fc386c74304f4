package costliest_test

import (
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/shared/test/testdb"
)

// batch is the number of posts per transaction, which keeps transactions short.
const batch = 5000

// costlyFeed makes the reader follow users that have only old posts, in a system
// where others wrote the newer ones. It also adds comments to the post.
func costlyFeed(t *testing.T, database string, reader, post int64, posts, follows int) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database) // without the pool's timeout
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	type statement struct {
		sql  string
		args []any
	}
	statements := []statement{
		{`INSERT INTO users (username, email, password_hash, is_active)
		  SELECT 'reader_' || i, 'reader_' || i || '@example.com', repeat('x', 60), true FROM generate_series(1, $1::int * 2) i`, []any{follows}},
		{`INSERT INTO follows SELECT $1, id FROM users WHERE username LIKE 'reader\_%' ORDER BY id LIMIT $2`, []any{reader, follows}},
	}
	for from := 1; from <= posts; from += batch {
		statements = append(statements, statement{`
		  INSERT INTO posts (user_id, title, content, tags, created_at)
		  SELECT (SELECT min(id) FROM users WHERE username LIKE 'reader\_%') + CASE WHEN i < $1::int / 4 THEN i % $2::int ELSE $2 + i % $2 END,
		         'title ' || i, 'a common text ' || i || CASE WHEN i > $1 / 4 AND i % 20 = 0 THEN ' loudly' ELSE '' END,
		         CASE WHEN i % 2 = 0 THEN '{common}' ELSE '{odd}' END::text[], now() - interval '1 second' * ($1 - i)
		  FROM generate_series($3::int, $4) i`, []any{posts, follows, from, min(posts, from+batch-1)}})
	}
	statements = append(statements,
		statement{`INSERT INTO comments (post_id, user_id, content) SELECT $1, $2, 'a comment ' || i FROM generate_series(1, 1000) i`, []any{post, reader}},
		statement{sql: `ANALYZE`})
	for _, s := range statements {
		testdb.Exec(t, conn, s.sql, s.args...)
	}
}
