package store_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/store"
	"social.example/shared/test/testdb"
)

// TestWhatRunsOnAScheduleReadsNoWholeTable runs each statement of a sweep and of
// the live feed on tables full of rows that do not match, and counts the rows it
// reads.
func TestWhatRunsOnAScheduleReadsNoWholeTable(t *testing.T) {
	t.Parallel()
	config := testdb.Config(t)
	config.MaxConns = 1 // one session both causes and reads the statistics
	db := testdb.Open(t, config)
	owner := testdb.Owner(t, db)
	const rows, bound = 5000, 500
	for _, sql := range []string{
		`INSERT INTO users (username, email, password_hash, is_active, activated_at)
		 SELECT 'user_' || i, i || '@example.com', repeat('x', 60), i % 5 > 0, CASE WHEN i % 5 > 0 THEN now() END FROM generate_series(1, $1) i`,
		`INSERT INTO posts (user_id, title, content, created_at) SELECT i, 't', 'c', now() - interval '1 hour' FROM generate_series(1, $1) i`,
		`INSERT INTO emails (kind, user_id, recipient, sent_at, due_at)
		 SELECT 'registration', i, i || '@example.com', CASE WHEN i % 2 = 0 THEN now() END, now() + interval '1 hour' FROM generate_series(1, $1) i`,
		`INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
		 SELECT sha256(id::text::bytea), user_id, id, now() + interval '1 hour' FROM emails WHERE sent_at IS NOT NULL AND $1 > 0`,
		`INSERT INTO deliveries (email_id, recipient, handed_at) SELECT i, i || '@example.com', now() - interval '2 hours' FROM generate_series(1, $1) i`,
		`INSERT INTO idempotency_keys (user_id, key, request_hash, answer) SELECT i, 'key', sha256(''), '{}' FROM generate_series(1, $1) i`,
	} {
		testdb.Exec(t, db, sql, rows)
	}
	testdb.Exec(t, owner, `ANALYZE`)
	emails, live := store.Outbox{DB: db, HourLimit: 1000}, store.Live{DB: db}
	for name, scheduled := range map[string]func() error{
		"Due":       func() error { _, err := emails.Due(t.Context(), 500); return err },
		"GiveUp":    func() error { _, err := emails.GiveUp(t.Context()); return err },
		"LastHour":  func() error { _, err := emails.LastHour(t.Context()); return err },
		"Purge":     func() error { return emails.Purge(t.Context()) },
		"SettleAll": func() error { return store.Users{DB: db}.SettleAll(t.Context()) },
		"Erase":     func() error { return store.Posts{DB: db}.Erase(t.Context()) },
		"Index":     func() error { return store.Posts{DB: db}.Index(t.Context(), time.Now().Add(time.Minute)) },
		"Horizon":   func() error { _, err := live.Horizon(t.Context(), time.Now(), 100); return err },
		"Deliver": func() error {
			_, err := live.Deliver(t.Context(), time.Now().Add(-time.Second), time.Now(), []int64{1, 2, 3})
			return err
		},
	} {
		for table, n := range rowsRead(t, db, owner, scheduled) {
			if n > bound {
				t.Errorf("%s reads %d rows of %s, none of which match", name, n, table)
			}
		}
	}
}

// rowsRead returns how many rows of each table the function reads. db has one
// connection, because a session reports its statistics when it is asked to.
func rowsRead(t *testing.T, db, owner *pgxpool.Pool, do func() error) map[string]int64 {
	t.Helper()
	testdb.Exec(t, db, `SELECT pg_stat_force_next_flush()`)
	testdb.Exec(t, owner, `SELECT pg_stat_reset()`)
	if err := do(); err != nil {
		t.Fatal(err)
	}
	testdb.Exec(t, db, `SELECT pg_stat_force_next_flush()`)
	all, err := db.Query(t.Context(), `SELECT relname::text, seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables`)
	if err != nil {
		t.Fatal(err)
	}
	read := map[string]int64{}
	var table string
	var n int64
	_, err = pgx.ForEachRow(all, []any{&table, &n}, func() error {
		read[table] = n
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return read
}
