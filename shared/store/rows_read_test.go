package store_test

import (
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/test/testdb"
)

// crowded returns a database with 5,000 rows in each table that has many, and its owner.
// The second half of the users are registrations.
func crowded(t *testing.T) (db, owner *pgxpool.Pool) {
	t.Helper()
	config := testdb.Config(t)
	config.MaxConns = 1 // one session both causes and reads the statistics
	db = testdb.Open(t, config)
	owner = testdb.Owner(t, db)
	const rows = 5000
	for _, sql := range []string{
		`INSERT INTO users (username, email, password_hash, is_active, activated_at)
		 SELECT 'crowd_' || i, i || '@example.com', repeat('x', 60), i <= 2500, CASE WHEN i <= 2500 THEN now() END FROM generate_series(1, $1) i`,
		`INSERT INTO posts (user_id, title, content, tags, created_at) SELECT i, 't', 'c', '{go}', now() - interval '1 hour' FROM generate_series(1, $1) i`,
		`INSERT INTO comments (post_id, user_id, content, created_at) SELECT id, user_id, 'c', created_at FROM posts LIMIT $1`,
		`INSERT INTO follows (follower_id, followee_id) SELECT id, id + 1 FROM users WHERE id < $1 / 2`,
		`INSERT INTO post_likes (user_id, post_id) SELECT i, (SELECT min(id) FROM posts) + i - 1 FROM generate_series(1, $1) i`,
		`INSERT INTO comment_likes (user_id, comment_id) SELECT user_id, id FROM comments LIMIT $1`,
		`INSERT INTO bookmarks (user_id, post_id) SELECT user_id, id FROM posts LIMIT $1`,
		`INSERT INTO notifications (id, user_id, actor_id, kind, post_id, comment_id, created_at, is_head)
		 SELECT nextval('posts_id_seq'), user_id, user_id, 'mention', id, 0, created_at, true FROM posts LIMIT $1`,
		`INSERT INTO cases (id, kind, subject_id, author_id, created_at, reports_count, reasons)
		 SELECT nextval('reports_id_seq'), 'post', id, user_id, created_at, 1, '{"spam": 1}' FROM posts LIMIT $1`,
		`INSERT INTO reports (id, case_id, kind, subject_id, reporter_id, reason, text, created_at)
		 SELECT id, id, kind, subject_id, author_id, 'spam', '', created_at FROM cases LIMIT $1`,
		`INSERT INTO moderation_log (action, kind, subject_id, user_id, note, created_at) SELECT 'dismiss', 'post', id, user_id, 'note', created_at FROM posts LIMIT $1`,
		`INSERT INTO sessions (user_id, created_at, last_used_at, expires_at, device, address, device_id)
		 SELECT i, now(), now(), now() + interval '1 day', 'd', 'a', substr(sha256(i::text::bytea), 1, 16) FROM generate_series(1, $1) i`,
		`INSERT INTO emails (kind, user_id, recipient, sent_at, due_at)
		 SELECT 'registration', i, i || '@example.com', CASE WHEN i % 2 = 0 THEN now() END, now() + interval '1 hour' FROM generate_series(1, $1) i`,
		`INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
		 SELECT sha256(id::text::bytea), user_id, id, now() + interval '1 hour' FROM emails WHERE sent_at IS NOT NULL AND $1 > 0`,
		`INSERT INTO links (hash, kind, user_id, email_id, address, expires_at)
		 SELECT sha256(id::text::bytea), 'undo_email', user_id, id, recipient, now() + interval '1 day' FROM emails LIMIT $1`,
		`INSERT INTO deliveries (email_id, recipient, handed_at) SELECT i, i || '@example.com', now() - interval '2 hours' FROM generate_series(1, $1) i`,
		`INSERT INTO idempotency_keys (user_id, key, request_hash, answer) SELECT i, 'key', sha256(''), '{}' FROM generate_series(1, $1) i`,
		`INSERT INTO blocks (blocker_id, blocked_id) SELECT i, i % 5000 + 1 FROM generate_series(1, $1) i`,
		`INSERT INTO mutes (muter_id, muted_id) SELECT i, i % 5000 + 1 FROM generate_series(1, $1) i`,
	} {
		testdb.Exec(t, db, sql, rows)
	}
	testdb.Exec(t, owner, `ANALYZE`)
	return db, owner
}

// wantFewRowsRead checks that the function reads no more than bound rows of any table. db
// has one connection, because a session reports its statistics when it is asked to.
func wantFewRowsRead(t *testing.T, db, owner *pgxpool.Pool, name string, bound int64, do func() error) {
	t.Helper()
	testdb.Exec(t, db, `SELECT pg_stat_force_next_flush()`)
	testdb.Exec(t, owner, `SELECT pg_stat_reset()`)
	if err := do(); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	testdb.Exec(t, db, `SELECT pg_stat_force_next_flush()`)
	read, err := db.Query(t.Context(), `
		SELECT relname::text, seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables
		WHERE seq_tup_read + coalesce(idx_tup_fetch, 0) > $1`, bound)
	if err != nil {
		t.Fatal(err)
	}
	var table string
	var n int64
	_, err = pgx.ForEachRow(read, []any{&table, &n}, func() error {
		t.Errorf("%s: reads %d rows of %s, want at most %d", name, n, table, bound)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
