package testdb

import (
	"context"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Begin runs the statement in a new transaction. Its locks are held until the caller
// ends the transaction, or the test ends.
func Begin(t testing.TB, db *pgxpool.Pool, sql string, args ...any) pgx.Tx {
	t.Helper()
	tx, err := db.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tx.Rollback(context.Background()) })
	if _, err := tx.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
	return tx
}

// Commit commits the transaction.
func Commit(t testing.TB, tx pgx.Tx) {
	t.Helper()
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// Waiting calls do in a goroutine and returns once it waits for a lock of the database,
// or has returned. The channel receives its result.
func Waiting[T any](t testing.TB, db *pgxpool.Pool, do func() T) <-chan T {
	t.Helper()
	count := func() (n int) {
		err := db.QueryRow(t.Context(), `
			SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`).Scan(&n)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	before, result := count(), make(chan T, 1)
	go func() { result <- do() }()
	for len(result) == 0 && count() <= before {
		time.Sleep(time.Millisecond)
	}
	return result
}
