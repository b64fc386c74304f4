// Package store holds all SQL. Its methods return faults for errors that a client
// may see (not found, conflict, database unavailable) and return all other errors
// unchanged.
package store

import (
	"context"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/postgres"
)

// querier is a connection pool or a transaction.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
	SendBatch(ctx context.Context, b *pgx.Batch) pgx.BatchResults
}

// queryOne returns the only row, or pgx.ErrNoRows.
func queryOne[T any](ctx context.Context, db querier, scan pgx.RowToFunc[T], sql string, args pgx.StrictNamedArgs) (T, error) {
	var row T
	err := run(ctx, db, func(db querier) error {
		rows, err := db.Query(ctx, sql, named(args))
		if err != nil {
			return err
		}
		row, err = pgx.CollectExactlyOneRow(rows, scan)
		return err
	})
	return row, err
}

// queryAll returns all rows, or an empty slice if there are none.
func queryAll[T any](ctx context.Context, db querier, scan pgx.RowToFunc[T], sql string, args pgx.StrictNamedArgs) ([]T, error) {
	var all []T
	err := run(ctx, db, func(db querier) error {
		rows, err := db.Query(ctx, sql, named(args))
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(rows, scan)
		return err
	})
	return all, err
}

// exec returns the number of affected rows.
func exec(ctx context.Context, db querier, sql string, args pgx.StrictNamedArgs) (int64, error) {
	var changed int64
	err := run(ctx, db, func(db querier) error {
		tag, err := db.Exec(ctx, sql, named(args))
		changed = tag.RowsAffected()
		return err
	})
	return changed, err
}

// inTx runs work in a transaction. It retries if the transaction fails because of
// another one. A client that disconnects cancels the work, but not the COMMIT: the
// database may finish that all the same, and the caller must know, to renew the cache.
func inTx(ctx context.Context, pool *pgxpool.Pool, work func(tx pgx.Tx) error) error {
	return retry(ctx, func() error {
		tx, err := pool.Begin(ctx)
		if err != nil {
			return err
		}
		ending := context.WithoutCancel(ctx)
		defer func() { _ = tx.Rollback(ending) }() // does nothing after the COMMIT
		if err := work(tx); err != nil {
			return err
		}
		return tx.Commit(ending)
	})
}

// run runs one statement, on the replica in a request that may read from it. It does
// not retry inside a transaction, because a failed transaction can only be retried as a
// whole, nor on the replica, because the primary is next.
func run(ctx context.Context, db querier, statement func(querier) error) error {
	if _, ok := db.(pgx.Tx); ok {
		return failure(statement(db))
	}
	if reading := readingOf(ctx); reading != nil {
		return failure(reading.run(ctx, statement))
	}
	return retry(ctx, func() error { return statement(db) })
}

// retry runs work up to four times, as long as it fails because of another
// transaction.
func retry(ctx context.Context, work func() error) error {
	err := work()
	for try := range 3 {
		if !postgres.Retryable(err) {
			break
		}
		pause := time.Duration(rand.Int64N(int64(10*time.Millisecond) << try)) //nolint:gosec // G404: jitter, not a secret
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return failure(err)
		}
		err = work()
	}
	return failure(err)
}
