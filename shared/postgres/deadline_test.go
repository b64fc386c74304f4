package postgres_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/postgres"
	"social.example/shared/test/testdb"
)

func config(t testing.TB) postgres.Config {
	t.Helper()
	return testdb.Config(t)
}

func open(t testing.TB, c postgres.Config) *pgxpool.Pool {
	t.Helper()
	pool := testdb.Open(t, c)
	return pool
}

// hurried returns a pool with two connections and that query timeout.
func hurried(t testing.TB, limit time.Duration) *pgxpool.Pool {
	t.Helper()
	c := config(t)
	c.MaxConns, c.QueryTimeout = 2, limit
	return open(t, c)
}

const slow = "SELECT pg_sleep(60)"

func wantUnavailable(t *testing.T, err error) {
	t.Helper()
	if got := fault.KindOf(postgres.Fault(err)); got != fault.Unavailable {
		t.Errorf("got %v, want Unavailable", err)
	}
}

func TestStatementBeyondItsTimeIsCutOffOnTheServerToo(t *testing.T) {
	t.Parallel()
	db := hurried(t, 200*time.Millisecond)
	_, err := db.Exec(t.Context(), slow)
	wantUnavailable(t, err)
	rows, _ := db.Query(t.Context(), slow) // rows.Err returns the error
	rows.Close()
	wantUnavailable(t, rows.Err())

	var batch pgx.Batch
	batch.Queue("SELECT 1")
	batch.Queue(slow)
	wantUnavailable(t, db.SendBatch(t.Context(), &batch).Close())

	for range 200 {
		var left int
		err := db.QueryRow(t.Context(), `
			SELECT count(*) FROM pg_stat_activity
			WHERE datname = current_database() AND state = 'active' AND query LIKE '%pg_sleep%' AND pid <> pg_backend_pid()`).Scan(&left)
		if err == nil && left == 0 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("a statement still runs after its timeout")
}

func TestEachStatementHasItsOwnTime(t *testing.T) {
	t.Parallel()
	db := hurried(t, 2*time.Second)
	err := pgx.BeginFunc(t.Context(), db, func(tx pgx.Tx) error {
		for range 3 {
			if _, err := tx.Exec(t.Context(), "SELECT pg_sleep(0.8)"); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Errorf("three statements within their own timeouts: %v", err)
	}
}

func TestTimeoutForAConnectionIsUnavailable(t *testing.T) {
	t.Parallel()
	db := hurried(t, 200*time.Millisecond)
	var held []*pgxpool.Conn
	for range 2 {
		conn, err := db.Acquire(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, conn)
	}
	var group sync.WaitGroup
	for range 50 {
		group.Go(func() {
			_, err := db.Exec(t.Context(), "SELECT 1")
			wantUnavailable(t, err)
		})
	}
	group.Wait()
	for _, conn := range held {
		conn.Release()
	}
	if _, err := db.Exec(t.Context(), "SELECT 1"); err != nil {
		t.Errorf("with free connections: %v", err)
	}
}

// A client that disconnects cancels its statement. That is not a failure of the
// service.
func TestClientThatHangsUpIsNoFailure(t *testing.T) {
	t.Parallel()
	db := open(t, config(t))
	ctx, cancel := context.WithTimeoutCause(t.Context(), time.Hour, errors.New("never"))
	time.AfterFunc(100*time.Millisecond, cancel)
	_, err := db.Exec(ctx, slow)
	if !errors.Is(err, context.Canceled) || fault.KindOf(postgres.Fault(err)) != fault.Internal {
		t.Errorf("got %v, want context.Canceled that is no Unavailable fault", err)
	}
}

func TestTimesAreReadInUTCToTheMicrosecond(t *testing.T) {
	t.Parallel()
	db := open(t, config(t))
	var at time.Time
	if err := db.QueryRow(t.Context(), "SELECT '2026-03-01 14:00:00.123456+02'::timestamptz").Scan(&at); err != nil {
		t.Fatal(err)
	}
	if got := at.Format(time.RFC3339Nano); got != "2026-03-01T12:00:00.123456Z" {
		t.Errorf("got %s, want 2026-03-01T12:00:00.123456Z", got)
	}
}
