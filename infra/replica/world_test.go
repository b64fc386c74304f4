// Package replica tests the functions with a real replica of the database, which can be
// stopped, cut off and killed.
package replica_test

import (
	"context"
	"fmt"
	"net/http"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/crypto/bcrypt"

	"social.example/infra"
	"social.example/infra/local/postgres"
	"social.example/migrations"
	"social.example/shared/password"
	pg "social.example/shared/postgres"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testproxy"
	"social.example/shared/test/testredis"
	"social.example/shared/topic"
)

// The servers and their databases. All tests share them, so they run one after another.
var (
	primary, standby *postgres.Server
	original, copied postgres.Database
)

func TestMain(m *testing.M) {
	apitest.CaptureLog()
	code, err := runWithServers(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 1
	}
	os.Exit(code)
}

func runWithServers(m *testing.M) (code int, err error) {
	ctx, ignore := context.Background(), func(error) {}
	var folders []string
	for range 2 {
		folder, err := os.MkdirTemp("", "replica-")
		if err != nil {
			return 0, err
		}
		defer os.RemoveAll(folder)
		if err := os.Chmod(folder, 0o755); err != nil { // PostgreSQL may run as another user
			return 0, err
		}
		folders = append(folders, folder)
	}
	programs, err := postgres.FindAny(ctx, func(string, ...any) {})
	if err != nil {
		return 0, err
	}
	if primary, err = postgres.Start(ctx, programs, folders[0], os.Stderr, ignore, postgres.Streaming...); err != nil {
		return 0, err
	}
	defer primary.Close()
	if original, err = primary.Database(ctx, "social"); err != nil {
		return 0, err
	}
	if err := migrations.Up(original.Owner); err != nil {
		return 0, err
	}
	if standby, err = primary.Replica(ctx, folders[1], os.Stderr, ignore); err != nil {
		return 0, err
	}
	defer standby.Close()
	if copied, err = standby.Database(ctx, "social"); err != nil {
		return 0, err
	}
	return m.Run(), nil
}

// world holds the dependencies of a test's functions, each behind a proxy.
type world struct {
	owner                   *pgxpool.Pool // of the primary, past the proxy
	primary, replica, redis *testproxy.Proxy
	parts                   []any
}

func newWorld(t *testing.T) world {
	t.Helper()
	owner, err := pgxpool.New(t.Context(), original.Owner)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(owner.Close)
	w := world{owner: owner}
	database := settings(t)
	replica, cache := pg.ReplicaConfig{}, testredis.Config(t)
	database.URL, w.primary = testproxy.InFront(t, original.Functions)
	replica.URL, w.replica = testproxy.InFront(t, copied.Functions)
	cache.URL, w.redis = testproxy.InFront(t, cache.URL)
	w.parts = []any{
		database, replica, cache, apitest.Tokens(t), apitest.Unlimited,
		password.Config{Cost: bcrypt.MinCost},
		topic.Config{Project: "project", Email: "email", Emulator: "127.0.0.1:1"},
	}
	resume(t)
	return w
}

// settings returns the settings of the database.
func settings(t *testing.T) pg.Config {
	t.Helper()
	c := pg.Config{URL: original.Functions, MaxConns: 8, MaxConnIdleTime: time.Minute, QueryTimeout: time.Minute}
	if err := c.QueryMode.Decode("exec"); err != nil {
		t.Fatal(err)
	}
	return c
}

// instance returns a new instance of a function.
func (w world) instance(t *testing.T, name string) http.Handler {
	t.Helper()
	service, err := functionNamed(name).New(w.parts...)
	return apitest.Serve(t, service, err)
}

func functionNamed(name string) infra.Function {
	return infra.Functions[slices.IndexFunc(infra.Functions, func(f infra.Function) bool { return f.Name == name })]
}

// member returns a new user, and a function that makes a client of an instance.
func (w world) member(t *testing.T) (social.Actor, func(http.Handler) apitest.Client) {
	t.Helper()
	user := factory.User(t, w.owner, social.Member)
	token := apitest.Token(t, user.ID)
	return user, func(handler http.Handler) apitest.Client { return apitest.Client{Handler: handler, Token: token} }
}

// onStandby runs a query for one value on the replica, as the superuser.
func onStandby[T any](t *testing.T, sql string, args ...any) T {
	t.Helper()
	return ask[T](t, standby.Maintenance(), sql, args...)
}

func ask[T any](t *testing.T, url, sql string, args ...any) (value T) {
	t.Helper()
	ctx := context.WithoutCancel(t.Context())
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	if err := conn.QueryRow(ctx, sql, args...).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// execute runs a statement without a result.
func execute(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatal(err)
	}
}

// pause stops the replay of the primary's log.
func pause(t *testing.T) {
	t.Helper()
	onStandby[string](t, `SELECT pg_wal_replay_pause()::text`)
	for onStandby[string](t, `SELECT pg_get_wal_replay_pause_state()`) != "paused" {
		time.Sleep(time.Millisecond)
	}
}

// resume continues the replay, and returns when the replica has caught up.
func resume(t *testing.T) {
	t.Helper()
	onStandby[string](t, `SELECT pg_wal_replay_resume()::text`)
	written := ask[string](t, primary.Maintenance(), `SELECT pg_current_wal_lsn()::text`)
	for !onStandby[bool](t, `SELECT pg_last_wal_replay_lsn() >= $1::text::pg_lsn`, written) {
		time.Sleep(time.Millisecond)
	}
}
