// Package store holds all SQL. Its methods return faults for errors that a client
// may see (not found, conflict, database unavailable) and return all other errors
// unchanged.
package store

import (
	"context"
	"math"
	"math/rand/v2"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/cursor"
	"social.example/shared/fault"
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

// notEdited returns why an edit changed nothing although the row is visible: the edit is
// for another version, or without one the row was hidden for a moment.
func notEdited(missing error, version *int, current int, changed string) error {
	if version == nil {
		return missing
	}
	conflict := fault.New(fault.Conflict, "%s", changed)
	conflict.Extensions = map[string]any{"current_version": current}
	return conflict
}

// inTx runs work in a transaction. It retries if the transaction fails because of
// another one.
func inTx(ctx context.Context, pool *pgxpool.Pool, work func(tx pgx.Tx) error) error {
	return retry(ctx, func() error { return pgx.BeginFunc(ctx, pool, work) })
}

// run runs one statement, on the replica in a request that may read from it. It does
// not retry inside a transaction, because a failed transaction can only be retried as a
// whole, nor on the replica, because the primary answers next.
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

// Page selects rows of a list: it skips Offset rows after the position After and
// returns up to Limit.
type Page struct {
	After  cursor.Position
	Limit  int
	Offset int
}

// Rows is one page of a list. Next is the position of the next page, or the first
// position if this page is the last.
type Rows[T any] struct {
	Rows []T
	Next cursor.Position
}

// placed is a row and its position in the list.
type placed[T any] struct {
	row T
	at  cursor.Position
}

// paged makes a page from the rows of a query that asked for limit+1 rows.
func paged[T any](rows []placed[T], limit int) Rows[T] {
	page := Rows[T]{Rows: make([]T, 0, limit)}
	for i, r := range rows {
		if i == limit {
			page.Next = rows[limit-1].at
			break
		}
		page.Rows = append(page.Rows, r.row)
	}
	return page
}

// newest is the position before the first row of a list sorted newest first.
var newest = cursor.Position{At: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), ID: math.MaxInt64}

// oldest is the position before the first row of a list sorted oldest first. IDs
// start at 1.
var oldest = cursor.Position{At: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)}

// start returns the values that the keyset condition of a newest-first list
// compares with.
func start(after cursor.Position) (time.Time, int64) {
	if after.IsFirst() {
		after = newest
	}
	return after.At, after.ID
}
