package store

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

const (
	// lookEvery is how often an instance checks how far the replica lags. The request
	// that checks waits for at most lookTime.
	lookEvery = time.Second
	lookTime  = 250 * time.Millisecond
	// restTime is how long a replica that failed is left alone.
	restTime = 3 * time.Second
)

// Replica reads from a replica as long as its data is not older than a limit. It uses
// neither clocks nor the replica's own measure, which an idle primary misleads. It asks
// the primary for the position of its log; once the replica has replayed the log up to
// there, its data is as new as that question.
type Replica struct {
	db, primary *pgxpool.Pool
	maxAge      time.Duration

	mutex    sync.Mutex
	nextLook time.Time
	pending  position  // the oldest that was not seen to be replayed
	until    time.Time // the replica's data is new enough until then
}

// position is a position in the log that the primary had written at a time.
type position struct {
	lsn string
	at  time.Time
}

// NewReplica returns a replica of the primary. It is not read while its data may be
// older than maxAge.
func NewReplica(db, primary *pgxpool.Pool, maxAge time.Duration) *Replica {
	return &Replica{db: db, primary: primary, maxAge: maxAge}
}

// usable reports whether the replica's data is new enough. Once per lookEvery, one
// request checks first; the others rely on the last result.
func (r *Replica) usable(ctx context.Context) bool {
	if pending, due := r.due(); due {
		r.look(ctx, pending)
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	return time.Now().Before(r.until)
}

func (r *Replica) due() (position, bool) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	now := time.Now()
	if now.Before(r.nextLook) {
		return position{}, false
	}
	r.nextLook = now.Add(lookEvery) // longer than a look takes, so there is one at a time
	return r.pending, true
}

// look reads the positions of both servers. If the primary does not respond, the last
// result stays.
func (r *Replica) look(ctx context.Context, pending position) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookTime)
	defer cancel()
	newest := position{at: time.Now()}
	if err := r.primary.QueryRow(ctx, `SELECT pg_current_wal_lsn()::text`).Scan(&newest.lsn); err != nil {
		slog.WarnContext(ctx, "the position of the database's log is unknown", slog.Any("error", err))
		return
	}
	if pending.lsn == "" {
		pending = newest
	}
	var hasPending, hasNewest bool
	err := r.db.QueryRow(ctx, `
		SELECT coalesce(replayed >= $1::text::pg_lsn, false), coalesce(replayed >= $2::text::pg_lsn, false)
		FROM (SELECT CASE WHEN pg_is_in_recovery() THEN pg_last_wal_replay_lsn() END AS replayed) r`,
		pending.lsn, newest.lsn).Scan(&hasPending, &hasNewest)
	switch {
	case err != nil:
		r.rest(ctx, err)
	case hasNewest:
		r.learn(newest, position{})
	case hasPending:
		r.learn(pending, newest)
	default:
		r.learn(position{}, pending)
	}
}

// learn notes a position that the replica has replayed, if there is one, and the
// next one to look for.
func (r *Replica) learn(replayed, pending position) {
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.pending = pending
	if until := replayed.at.Add(r.maxAge); until.After(r.until) {
		r.until = until
	}
}

// rest leaves the replica alone for restTime.
func (r *Replica) rest(ctx context.Context, err error) {
	slog.WarnContext(ctx, "the replica of the database is not read for a while", slog.Any("error", err))
	r.mutex.Lock()
	defer r.mutex.Unlock()
	r.until, r.nextLook = time.Time{}, time.Now().Add(restTime)
}
