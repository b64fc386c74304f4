// Package testdb gives each test a PostgreSQL database of its own, a copy of a
// template that has all migrations. CREATE DATABASE does not copy the timeouts that
// a migration gives a database: a slow machine must not fail a test.
package testdb

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/migrations"
	"social.example/shared/postgres"
)

// New returns a pool on a new database.
func New(t testing.TB) *pgxpool.Pool {
	t.Helper()
	pool, err := postgres.Open(Config(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// Config returns the settings that lead to a new database, through the pooler
// of TEST_POOLER_URL if there is one.
func Config(t testing.TB) postgres.Config {
	t.Helper()
	template, err := makeTemplate()
	if err != nil {
		t.Fatal(err)
	}
	name := "test_" + strings.ToLower(rand.Text())
	if err := administer(fmt.Sprintf("CREATE DATABASE %s TEMPLATE %s STRATEGY file_copy", name, template)); err != nil {
		t.Fatal(err)
	}
	server := os.Getenv("TEST_POOLER_URL")
	if server == "" {
		server = os.Getenv("TEST_DATABASE_URL")
	}
	return postgres.Config{
		URL:             address(server, name),
		MaxConns:        8,
		MaxConnIdleTime: time.Minute,
		QueryTimeout:    time.Minute, // a slow machine is no failure
		QueryMode:       queryMode(t),
	}
}

// queryMode is the mode of TEST_QUERY_MODE, or else the one that functions have
// by default.
func queryMode(t testing.TB) postgres.QueryMode {
	t.Helper()
	mode := postgres.QueryMode(pgx.QueryExecModeExec)
	if name := os.Getenv("TEST_QUERY_MODE"); name != "" {
		if err := mode.Decode(name); err != nil {
			t.Fatal(err)
		}
	}
	return mode
}

// Empty returns the direct address of a new database without a schema.
func Empty(t testing.TB) string {
	t.Helper()
	name := "test_" + strings.ToLower(rand.Text())
	if err := administer("CREATE DATABASE " + name); err != nil {
		t.Fatal(err)
	}
	return address(os.Getenv("TEST_DATABASE_URL"), name)
}

// makeTemplate returns the name of the database that others are copies of. The
// first test of the first package makes it; the name tells which migrations are
// in it.
var makeTemplate = sync.OnceValues(func() (string, error) {
	version, err := hash(migrations.Files)
	if err != nil {
		return "", err
	}
	name := "template_" + version
	return name, administer("SELECT pg_advisory_lock(7461)", func(ctx context.Context, conn *pgx.Conn) error {
		var exists bool
		err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&exists)
		if err != nil || exists {
			return err
		}
		// Under another name until it is whole: a killed run must not leave half
		// a template.
		draft := name + "_draft"
		for _, sql := range []string{"DROP DATABASE IF EXISTS " + draft, "CREATE DATABASE " + draft} {
			if _, err := conn.Exec(ctx, sql); err != nil {
				return err
			}
		}
		if err := migrations.Up(address(os.Getenv("TEST_DATABASE_URL"), draft)); err != nil {
			return err
		}
		_, err = conn.Exec(ctx, fmt.Sprintf("ALTER DATABASE %s RENAME TO %s", draft, name))
		return err
	})
})

func hash(files fs.FS) (string, error) {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return "", err
	}
	sum := sha256.New()
	for _, name := range names {
		content, err := fs.ReadFile(files, name)
		if err != nil {
			return "", err
		}
		sum.Write(content)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8]), nil
}

// administer runs a statement, and then more on the same connection, on the
// server's own database.
func administer(sql string, then ...func(context.Context, *pgx.Conn) error) error {
	server := os.Getenv("TEST_DATABASE_URL")
	if server == "" {
		return fmt.Errorf("TEST_DATABASE_URL is not set: run the tests by `make test`")
	}
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := pgx.Connect(ctx, server)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	if _, err := conn.Exec(ctx, sql); err != nil {
		return err
	}
	for _, f := range then {
		if err := f(ctx, conn); err != nil {
			return err
		}
	}
	return nil
}

func address(server, database string) string {
	u, err := url.Parse(server)
	if err != nil {
		panic(err) // the connection above has parsed it
	}
	u.Path = "/" + database
	return u.String()
}
