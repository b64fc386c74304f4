// Package migrations holds the database schema and applies it.
//
// A migration runs while the functions of the previous version serve requests, and
// they keep running until they are replaced. Migrations follow these rules:
//
//   - A migration adds. Writes of the old functions must still be accepted, and
//     what they read must still exist. A later version removes what is unused.
//   - A file that fills a table or column from existing rows, and keeps it up to
//     date with a trigger, begins with
//     LOCK TABLE … IN SHARE ROW EXCLUSIVE MODE
//     on every table that it reads. Without the lock it loses the writes of
//     transactions that are open at that time: they commit too late for the copy,
//     but wrote before the trigger existed.
//   - A migration holds its locks briefly. Writers wait for them, and their
//     requests fail after some seconds.
//   - A migration does not begin or end a transaction: each file already is one.
//
// The tests run every migration beside open writers.
package migrations

import (
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"net/url"
	"strings"
	"time"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source/iofs"
)

// Files holds the migrations, a pair of .up.sql and .down.sql files for each
// version.
//
//go:embed *.sql
var Files embed.FS

// Up applies all missing migrations. databaseURL must be the address of the server
// itself, not of a transaction pooler: runners exclude each other with a
// session-level advisory lock, so one of several concurrent runners applies the
// migrations and the others find nothing to do. If a migration fails, the earlier
// ones stay applied and the failed one changes nothing; Up can be run again.
func Up(databaseURL string) error { return up(databaseURL, patience) }

// Down reverts the newest migration.
func Down(databaseURL string) error {
	return run(databaseURL, patience, func(m *migrate.Migrate) error { return m.Steps(-1) })
}

// Force sets the version of the schema. It is needed after a failed run of an
// earlier release, which marks the schema as dirty: Up and Down refuse to run until
// Force is called.
func Force(databaseURL string, version int) error {
	return run(databaseURL, patience, func(m *migrate.Migrate) error { return m.Force(version) })
}

// patience is shorter than the statement timeout of the functions, so that requests
// queued behind a waiting migration still succeed.
var patience = waits{lock: 2 * time.Second, all: 3 * time.Minute}

func up(databaseURL string, w waits) error { return run(databaseURL, w, (*migrate.Migrate).Up) }

func run(databaseURL string, w waits, step func(*migrate.Migrate) error) (err error) {
	address, err := direct(databaseURL)
	if err != nil {
		return err
	}
	source, err := iofs.New(Files, ".")
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	db, err := sql.Open("pgx/v5", address)
	if err != nil {
		return fmt.Errorf("connect for migrations: %w", err)
	}
	defer db.Close()
	server, err := pgx.WithInstance(db, &pgx.Config{})
	if err != nil {
		return fmt.Errorf("connect for migrations: %w", err)
	}
	m, err := migrate.NewWithInstance("iofs", source, "pgx5", &driver{Driver: server, waits: w})
	if err != nil {
		return errors.Join(fmt.Errorf("connect for migrations: %w", err), server.Close())
	}
	m.LockTimeout = time.Hour // wait for other runners, however long they take
	defer func() {
		sourceErr, databaseErr := m.Close()
		err = errors.Join(err, sourceErr, databaseErr)
	}()
	err = step(m)
	if dirty := (migrate.ErrDirty{}); errors.As(err, &dirty) {
		return fmt.Errorf("migration %d failed before: mend its cause, then force %d if the schema lacks it, else force %d",
			dirty.Version, dirty.Version-1, dirty.Version)
	}
	if err != nil && !errors.Is(err, migrate.ErrNoChange) {
		return fmt.Errorf("migrate: %w", err)
	}
	return nil
}

// poolerPort is the port of Supabase's and PgBouncer's poolers in transaction mode,
// which do not keep a session for its advisory lock.
const poolerPort = "6543"

// direct returns the address with the session settings for migrations, which
// disable the timeouts that are meant for requests.
func direct(databaseURL string) (string, error) {
	u, err := url.Parse(databaseURL)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return "", errors.New("DATABASE_URL is not a postgres:// address")
	}
	if u.Port() == poolerPort {
		return "", fmt.Errorf("DATABASE_URL has port %s, of a transaction pooler: migrations need the server itself", poolerPort)
	}
	query := u.Query()
	query.Set("statement_timeout", "0")
	query.Set("lock_timeout", "0")
	query.Set("idle_in_transaction_session_timeout", "0")
	u.RawQuery = query.Encode()
	return u.String(), nil
}
