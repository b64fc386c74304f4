package outage_test

import (
	"context"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"

	"social.example/shared/test/testdb"
)

const disconnect = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'functions'`

// crash kills the server, which is restarted.
func crash(_ *testing.T, r *rig) func() {
	r.server.Kill()
	return func() { awaitRecovery(r) }
}

// terminate repeatedly terminates the functions' connections.
func terminate(_ *testing.T, r *rig) func() {
	return again(50*time.Millisecond, func(ctx context.Context) { _, _ = r.db.Exec(ctx, disconnect) })
}

// crashBackend kills the backend of one of the functions' connections, as a server
// bug would. The server then ends all connections and recovers.
func crashBackend(t *testing.T, r *rig) func() {
	var pid int
	for pid == 0 { // the functions may be about to connect
		_ = r.db.QueryRow(t.Context(), `SELECT pid FROM pg_stat_activity WHERE usename = 'functions' LIMIT 1`).Scan(&pid)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	return func() { awaitRecovery(r) }
}

// awaitRecovery waits until the server accepts connections again.
func awaitRecovery(r *rig) {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err := r.db.Ping(ctx)
		cancel()
		if err == nil {
			return
		}
	}
}

// readOnly makes the server read-only for the functions, as a standby is.
func readOnly(t *testing.T, r *rig) func() {
	testdb.Exec(t, r.db, `ALTER ROLE functions SET default_transaction_read_only = on`)
	testdb.Exec(t, r.db, disconnect) // the setting applies to new connections only
	return func() {
		testdb.Exec(t, r.db, `ALTER ROLE functions RESET default_transaction_read_only`)
		testdb.Exec(t, r.db, disconnect)
	}
}

// oneConnection limits the functions to one connection.
func oneConnection(t *testing.T, r *rig) func() {
	testdb.Exec(t, r.db, `ALTER ROLE functions CONNECTION LIMIT 1`)
	testdb.Exec(t, r.db, disconnect)
	return func() { testdb.Exec(t, r.db, `ALTER ROLE functions CONNECTION LIMIT -1`) }
}

// deadlocks runs transactions that lock the users of the traffic in random order, so
// that they and the functions deadlock.
func deadlocks(t *testing.T, r *rig) func() {
	count := func() (n int) {
		_ = r.db.QueryRow(t.Context(), `SELECT deadlocks FROM pg_stat_database WHERE datname = 'social'`).Scan(&n)
		return n
	}
	before := count()
	var restores []func()
	for range 4 {
		restores = append(restores, again(time.Millisecond, func(ctx context.Context) {
			tx, err := r.db.Begin(ctx)
			if err != nil {
				return
			}
			defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
			for range 2 {
				id := r.famous.ID
				if rand.IntN(2) == 0 {
					id = r.people[rand.IntN(len(r.people))].ID
				}
				if _, err := tx.Exec(ctx, `SELECT FROM users WHERE id = $1 FOR UPDATE`, id); err != nil {
					return
				}
				time.Sleep(5 * time.Millisecond)
			}
		}))
	}
	return func() {
		for _, restore := range restores {
			restore()
		}
		if n := count() - before; n == 0 {
			t.Error("no deadlock occurred")
		}
	}
}
