// Package store holds all SQL. Its methods return faults for what a caller may
// know (absent, conflicting, a database that is away) and leave other errors as
// they are.
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
	"social.example/shared/postgres"
)

// querier is a pool or a transaction of it.
type querier interface {
	Query(ctx context.Context, sql string, args ...any) (pgx.Rows, error)
	Exec(ctx context.Context, sql string, args ...any) (pgconn.CommandTag, error)
}

// queryOne returns the only row, or pgx.ErrNoRows.
func queryOne[T any](ctx context.Context, db querier, scan pgx.RowToFunc[T], sql string, args pgx.StrictNamedArgs) (T, error) {
	var row T
	err := run(ctx, db, func() error {
		rows, err := db.Query(ctx, sql, args)
		if err != nil {
			return err
		}
		row, err = pgx.CollectExactlyOneRow(rows, scan)
		return err
	})
	return row, err
}

// queryAll returns all rows, an empty slice if there is none.
func queryAll[T any](ctx context.Context, db querier, scan pgx.RowToFunc[T], sql string, args pgx.StrictNamedArgs) ([]T, error) {
	var all []T
	err := run(ctx, db, func() error {
		rows, err := db.Query(ctx, sql, args)
		if err != nil {
			return err
		}
		all, err = pgx.CollectRows(rows, scan)
		return err
	})
	return all, err
}

// exec returns how many rows were changed.
func exec(ctx context.Context, db querier, sql string, args pgx.StrictNamedArgs) (int64, error) {
	var changed int64
	err := run(ctx, db, func() error {
		tag, err := db.Exec(ctx, sql, args)
		changed = tag.RowsAffected()
		return err
	})
	return changed, err
}

// inTx runs work in a transaction, again if another one made it fail.
func inTx(ctx context.Context, pool *pgxpool.Pool, work func(tx pgx.Tx) error) error {
	return retry(ctx, func() error { return pgx.BeginFunc(ctx, pool, work) })
}

// run runs one statement. After a failure in a transaction nothing of that can
// be run again but the whole.
func run(ctx context.Context, db querier, statement func() error) error {
	if _, ok := db.(pgx.Tx); ok {
		return failure(statement())
	}
	return retry(ctx, statement)
}

// retry runs work up to four times while it fails only because of another
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

// Page says which rows of a list are wanted: Limit of them from After on,
// without the first Offset.
type Page struct {
	After  cursor.Position
	Limit  int
	Offset int
}

// Rows are the rows of a page. Next is the position to go on from, the first
// position if there are no more.
type Rows[T any] struct {
	Rows []T
	Next cursor.Position
}

// placed is a row with its position in its list.
type placed[T any] struct {
	row T
	at  cursor.Position
}

// paged makes a page of the rows of a query that asked for one more than limit.
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

// newest is the position before the first row of a list that is sorted by time,
// the newest first.
var newest = cursor.Position{At: time.Date(9999, 12, 31, 0, 0, 0, 0, time.UTC), ID: math.MaxInt64}

// oldest is the one of a list with the oldest first. Ids begin at 1.
var oldest = cursor.Position{At: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)}

// start returns what the keyset condition of a list, the newest first, compares
// with.
func start(after cursor.Position) (time.Time, int64) {
	if after.IsFirst() {
		after = newest
	}
	return after.At, after.ID
}
