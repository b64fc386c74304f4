package outage_test

import (
	"context"
	"math/rand/v2"
	"syscall"
	"testing"
	"time"
)

const others = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'functions'`

// crash kills the server, which is restarted.
func crash(_ *testing.T, p *place) func() {
	p.server.Kill()
	return func() { recovered(p) }
}

// terminate repeatedly terminates the functions' connections.
func terminate(_ *testing.T, p *place) func() {
	return again(50*time.Millisecond, func(ctx context.Context) { _, _ = p.db.Exec(ctx, others) })
}

// crashBackend kills the backend of one of the functions' connections, as a server
// bug would. The server then ends all connections and recovers.
func crashBackend(t *testing.T, p *place) func() {
	var pid int
	for pid == 0 { // the functions may be about to connect
		_ = p.db.QueryRow(t.Context(), `SELECT pid FROM pg_stat_activity WHERE usename = 'functions' LIMIT 1`).Scan(&pid)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	return func() { recovered(p) }
}

// recovered waits until the server accepts connections again.
func recovered(p *place) {
	for {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err := p.db.Ping(ctx)
		cancel()
		if err == nil {
			return
		}
	}
}

// readOnly makes the server read-only for the functions, as a standby is.
func readOnly(t *testing.T, p *place) func() {
	p.exec(t, `ALTER ROLE functions SET default_transaction_read_only = on`)
	p.exec(t, others) // the setting applies to new connections only
	return func() {
		p.exec(t, `ALTER ROLE functions RESET default_transaction_read_only`)
		p.exec(t, others)
	}
}

// noConnections limits the functions to one connection.
func noConnections(t *testing.T, p *place) func() {
	p.exec(t, `ALTER ROLE functions CONNECTION LIMIT 1`)
	p.exec(t, others)
	return func() { p.exec(t, `ALTER ROLE functions CONNECTION LIMIT -1`) }
}

// deadlocks runs transactions that lock the users of the traffic in random order, so
// that they and the functions deadlock.
func deadlocks(t *testing.T, p *place) func() {
	count := func() (n int) {
		_ = p.db.QueryRow(t.Context(), `SELECT deadlocks FROM pg_stat_database WHERE datname = 'social'`).Scan(&n)
		return n
	}
	before := count()
	var restores []func()
	for range 4 {
		restores = append(restores, again(time.Millisecond, func(ctx context.Context) {
			tx, err := p.db.Begin(ctx)
			if err != nil {
				return
			}
			defer func() { _ = tx.Rollback(context.WithoutCancel(ctx)) }()
			for range 2 {
				id := p.famous.ID
				if rand.IntN(2) == 0 {
					id = p.people[rand.IntN(len(p.people))].ID
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
