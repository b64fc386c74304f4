// Package testdb gives each test its own PostgreSQL database, copied from a template
// that has all migrations. Tests connect as the functions do, as a user with the role
// app, unless they need more. CREATE DATABASE does not copy the timeouts that a
// migration sets on the database, so a slow machine does not fail a test.
package testdb

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"errors"
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

// New returns a pool for a new database.
func New(t testing.TB) *pgxpool.Pool {
	t.Helper()
	pool, err := postgres.Open(Config(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// Config returns the settings of a new database, with the functions' user.
// Connections go through the pooler at TEST_POOLER_URL if that is set; then the pooler
// chooses the user.
func Config(t testing.TB) postgres.Config {
	t.Helper()
	template, err := makeTemplate()
	if err != nil {
		t.Fatal(err)
	}
	name := create(t, fmt.Sprintf("TEMPLATE %s STRATEGY file_copy", template))
	server := os.Getenv("TEST_POOLER_URL")
	if server == "" {
		server = os.Getenv("TEST_DATABASE_URL")
	}
	return postgres.Config{
		URL:             FunctionsURL(address(server, name)),
		MaxConns:        8,
		MaxConnIdleTime: time.Minute,
		QueryTimeout:    time.Minute, // a slow machine must not fail a test
		QueryMode:       queryMode(t),
	}
}

// queryMode returns the mode in TEST_QUERY_MODE, or the default mode of functions.
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

// Empty returns the direct URL of a new database without a schema. Its user may do
// everything.
func Empty(t testing.TB) string {
	t.Helper()
	return address(os.Getenv("TEST_DATABASE_URL"), create(t, ""))
}

// create creates a database that is dropped when the test ends, and returns its
// name.
func create(t testing.TB, how string) string {
	t.Helper()
	name := "test_" + strings.ToLower(rand.Text())
	if err := administer("CREATE DATABASE " + name + " " + how); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := administer("DROP DATABASE IF EXISTS " + name + " WITH (FORCE)"); err != nil {
			t.Error(err)
		}
	})
	return name
}

// makeTemplate returns the name of the template database. The first test of the
// first package creates it. The name contains a hash of the migrations in it.
var makeTemplate = sync.OnceValues(func() (string, error) {
	version, err := hash(migrations.Files)
	if err != nil {
		return "", err
	}
	name := "template_" + version
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	conn, err := connect(ctx)
	if err != nil {
		return "", err
	}
	defer conn.Close(ctx) // also releases the lock
	if _, err := conn.Exec(ctx, "SELECT pg_advisory_lock(7461)"); err != nil {
		return "", err
	}
	var exists bool
	err = conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&exists)
	if err != nil || exists {
		return name, err
	}
	// Use another name until the template is complete: a killed run must not leave
	// half a template.
	draft := name + "_draft"
	for _, sql := range []string{"DROP DATABASE IF EXISTS " + draft, "CREATE DATABASE " + draft} {
		if _, err := conn.Exec(ctx, sql); err != nil {
			return "", err
		}
	}
	if err := migrations.Up(address(os.Getenv("TEST_DATABASE_URL"), draft)); err != nil {
		return "", err
	}
	if err := visit(ctx, draft); err != nil {
		return "", err
	}
	if err := addUser(ctx, conn); err != nil {
		return "", err
	}
	_, err = conn.Exec(ctx, fmt.Sprintf("ALTER DATABASE %s RENAME TO %s", draft, name))
	return name, err
})

// visit connects to a database once. The first connection after a schema change
// writes a cache of the catalog, which every copy then includes.
func visit(ctx context.Context, database string) error {
	conn, err := pgx.Connect(ctx, address(os.Getenv("TEST_DATABASE_URL"), database))
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

func hash(files fs.FS) (string, error) {
	sum := sha256.New()
	err := fs.WalkDir(files, ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(files, path)
		sum.Write(content)
		return err
	})
	return hex.EncodeToString(sum.Sum(nil)[:8]), err
}

// administrator is a connection to the server's own database. The process keeps it
// open because connecting takes longer than creating a database.
var administrator struct {
	sync.Mutex
	conn *pgx.Conn
}

// administer runs a statement on the server's own database.
func administer(sql string) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	administrator.Lock()
	defer administrator.Unlock()
	if conn := administrator.conn; conn == nil || conn.Ping(ctx) != nil {
		conn, err := connect(ctx)
		if err != nil {
			return err
		}
		administrator.conn = conn
	}
	_, err := administrator.conn.Exec(ctx, sql)
	return err
}

func connect(ctx context.Context) (*pgx.Conn, error) {
	server := os.Getenv("TEST_DATABASE_URL")
	if server == "" {
		return nil, errors.New("TEST_DATABASE_URL is not set: run the tests by `make test`")
	}
	return pgx.Connect(ctx, server)
}

func address(server, database string) string {
	u, err := url.Parse(server)
	if err != nil {
		panic(err) // connect has already parsed it
	}
	u.Path = "/" + database
	return u.String()
}
