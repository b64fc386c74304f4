package store

import (
	"context"
	"sync/atomic"

	"social.example/shared/fault"
	"social.example/shared/postgres"
)

// reading is a request's use of the replica.
type reading struct {
	replica *Replica
	failed  atomic.Bool
}

type readingKey struct{}

// Read returns a context in which statements run on the replica, or nil if it can't be
// used now. The statements must only read. retry reports whether the caller should
// repeat a failed read with the original context, on the primary: the replica failed,
// or lacks what was looked for.
func (r *Replica) Read(ctx context.Context) (replica context.Context, retry func(error) bool) {
	if !r.usable(ctx) {
		return nil, nil
	}
	reading := &reading{replica: r}
	return context.WithValue(ctx, readingKey{}, reading), func(err error) bool {
		return reading.failed.Load() || fault.KindOf(err) == fault.NotFound
	}
}

// readingOf returns the reading of a context that Read returned, or nil.
func readingOf(ctx context.Context) *reading {
	reading, _ := ctx.Value(readingKey{}).(*reading)
	return reading
}

// run runs a statement on the replica.
func (r *reading) run(ctx context.Context, statement func(querier) error) error {
	err := statement(r.replica.db)
	if fault.KindOf(postgres.Fault(err)) == fault.Unavailable {
		r.failed.Store(true)
		if !postgres.IsStatementError(err) {
			r.replica.rest(ctx, err)
		}
	}
	return err
}
