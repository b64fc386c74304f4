// Package migrations holds the database schema and applies it.
//
// A migration runs while the functions of the version before serve requests, and
// they go on until they are replaced. So it keeps these rules:
//
//   - It adds. What the old functions write must still be accepted, and what they
//     read must still be there. A later version removes what nobody needs.
//   - A file that fills a table or a column from the rows of a table, and has a
//     trigger keep it from then on, begins with
//     LOCK TABLE … IN SHARE ROW EXCLUSIVE MODE
//     of every table that it reads. Without the lock it loses what a transaction
//     wrote that was open: too late for the copy, too early for the trigger.
//   - It holds its locks for a short time. Writers wait for it, and their
//     requests fail after some seconds.
//   - It does not begin or end a transaction: each file is one already.
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

// Files are the migrations, a pair of .up.sql and .down.sql for each version.
//
//go:embed *.sql
var Files embed.FS

// Up applies what is missing. databaseURL must lead to the server itself, not
// to a transaction pooler: runners exclude each other by a session's advisory
// lock, so of several at once one applies and the others find nothing to do. If
// it fails, the migrations before the one that failed are applied, and that one
// is not at all: it can be run again.
func Up(databaseURL string) error { return up(databaseURL, patience) }

// Down takes the newest migration back.
func Down(databaseURL string) error {
	return run(databaseURL, patience, func(m *migrate.Migrate) error { return m.Steps(-1) })
}

// Force says which version the schema has, where a run of an earlier release
// failed and marked it: Up and Down refuse to run until somebody has looked and
// said so.
func Force(databaseURL string, version int) error {
	return run(databaseURL, patience, func(m *migrate.Migrate) error { return m.Force(version) })
}

// patience is below what a statement of a function may take, so that the
// requests behind a migration that waits are served.
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
	m.LockTimeout = time.Hour // another runner is at work: however long, it comes first
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

// poolerPort is that of Supabase's and PgBouncer's poolers in transaction mode,
// through which the advisory lock would stay with nobody.
const poolerPort = "6543"

// direct returns the address with the settings of a migration's session, which
// bounds that are set for requests do not end.
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
