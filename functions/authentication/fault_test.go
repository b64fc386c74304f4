package authentication_test

import (
	"net/http"
	"testing"
	"time"

	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testproxy"
)

// behindProxy returns a function that reaches its database through a proxy, with
// a short query timeout. Its db field connects directly.
func behindProxy(t testing.TB) (function, *testproxy.Proxy) {
	t.Helper()
	c, pubsub := config(t)
	f := function{db: testdb.Open(t, c.Postgres), pubsub: pubsub}
	address, proxy := testproxy.InFront(t, c.Postgres.URL)
	c.Postgres.URL, c.Postgres.QueryTimeout = address, time.Second
	f.Client = instance(t, c)
	return f, proxy
}

// everything calls each operation once and returns the responses. The calls
// succeed if the database is available.
func (f function) everything(t testing.TB, active, waits, token string) map[string]apitest.Answer {
	t.Helper()
	return map[string]apitest.Answer{
		"register": f.register(t, registration("newcomer")),
		"sign in":  f.signIn(t, active, factory.Password),
		"resend":   f.resend(t, waits),
		"activate": f.activate(t, token),
	}
}

var successes = map[string]int{
	"register": http.StatusCreated, "sign in": http.StatusCreated,
	"resend": http.StatusAccepted, "activate": http.StatusNoContent,
}

func wantUnavailable(t *testing.T, operation string, a apitest.Answer) {
	t.Helper()
	if a.WantProblem(t, http.StatusServiceUnavailable); a.Header.Get("Retry-After") != "1" {
		t.Errorf("%s: Retry-After %q, want 1", operation, a.Header.Get("Retry-After"))
	}
}

func TestDatabaseFaultsReturn503UntilTheyEnd(t *testing.T) {
	t.Parallel()
	for name, harm := range testproxy.Faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f, proxy := behindProxy(t)
			active := factory.Email(factory.User(t, f.db, social.Member).Username)
			f.signIn(t, active, factory.Password).Want(t, created) // so that a connection is already open
			f.waiting(t, "maya", "the-token")
			waits := f.waiting(t, "kim", "another-token")
			harm(t, proxy)
			for operation, answer := range f.everything(t, active, waits, "the-token") {
				wantUnavailable(t, operation, answer)
			}
			proxy.Heal(t)
			for operation, answer := range f.everything(t, active, waits, "the-token") {
				answer.Want(t, successes[operation])
			}
		})
	}
}

// Simulates a database restart: all connections end, and new ones are accepted.
func TestKilledConnectionsAreReplaced(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	for range 20 {
		f.signIn(t, active, factory.Password).Want(t, created)
		testdb.Exec(t, f.db, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		if answer := f.signIn(t, active, factory.Password); answer.Status != created {
			wantUnavailable(t, "sign in", answer)
		}
		f.signIn(t, active, factory.Password).Want(t, created)
	}
}

func TestReadOnlyDatabaseReturns503(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	waits := f.waiting(t, "kim", "the-token")
	turn := func(mode string) {
		database := scan[string](t, f.db, `SELECT current_database()`)
		testdb.Exec(t, testdb.Owner(t, f.db), "ALTER DATABASE "+database+" SET default_transaction_read_only = "+mode)
		f.db.Reset() // the setting applies to new connections only; the function gets new ones too
		testdb.Exec(t, testdb.Owner(t, f.db), `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`)
		f.signIn(t, active, factory.Password) // detects that its old connection is closed
	}
	turn("on")
	for operation, answer := range f.everything(t, active, waits, "the-token") {
		wantUnavailable(t, operation, answer)
	}
	turn("off")
	for operation, answer := range f.everything(t, active, waits, "the-token") {
		if operation != "activate" { // the new mail replaced the token
			answer.Want(t, successes[operation])
		}
	}
}

func TestRedisFaultsAreNotNoticed(t *testing.T) {
	t.Parallel()
	for name, harm := range testproxy.Faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c, pubsub := config(t)
			address, proxy := testproxy.InFront(t, c.Redis.URL)
			c.Redis = redis.Config{URL: address}
			f := function{Client: instance(t, c), db: testdb.Open(t, c.Postgres), pubsub: pubsub}
			active := factory.Email(factory.User(t, f.db, social.Member).Username)
			f.waiting(t, "maya", "the-token")
			waits := f.waiting(t, "kim", "another-token")
			harm(t, proxy)
			for operation, answer := range f.everything(t, active, waits, "the-token") {
				answer.Want(t, successes[operation])
			}
		})
	}
}
