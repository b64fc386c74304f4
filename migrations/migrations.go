// Package migrations holds the database schema and applies it.
package migrations

import (
	"embed"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/golang-migrate/migrate/v4"
	_ "github.com/golang-migrate/migrate/v4/database/pgx/v5" // the pgx5:// driver
	"github.com/golang-migrate/migrate/v4/source/iofs"
)

// Files are the migrations, a pair of .up.sql and .down.sql for each version.
//
//go:embed *.sql
var Files embed.FS

// Up applies what is missing. databaseURL must lead to the server itself, not
// to a transaction pooler: runners exclude each other by a session's advisory
// lock, so of several at once one applies and the others find nothing to do.
func Up(databaseURL string) error { return run(databaseURL, (*migrate.Migrate).Up) }

// Down takes the newest migration back.
func Down(databaseURL string) error {
	return run(databaseURL, func(m *migrate.Migrate) error { return m.Steps(-1) })
}

// Force says which version the schema has, after a migration failed or was
// killed. Until somebody has looked and said so, Up and Down refuse to run.
func Force(databaseURL string, version int) error {
	return run(databaseURL, func(m *migrate.Migrate) error { return m.Force(version) })
}

func run(databaseURL string, step func(*migrate.Migrate) error) (err error) {
	target, err := migrateURL(databaseURL)
	if err != nil {
		return err
	}
	source, err := iofs.New(Files, ".")
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	m, err := migrate.NewWithSourceInstance("iofs", source, target)
	if err != nil {
		return fmt.Errorf("connect for migrations: %w", err)
	}
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

// migrateURL names the driver as golang-migrate knows it. A statement that
// waits for a lock gives up after 10 s: behind it, every query would queue.
func migrateURL(databaseURL string) (string, error) {
	u, err := url.Parse(databaseURL)
	if err != nil || !strings.HasPrefix(u.Scheme, "postgres") {
		return "", errors.New("DATABASE_URL is not a postgres:// address")
	}
	if u.Port() == poolerPort {
		return "", fmt.Errorf("DATABASE_URL has port %s, of a transaction pooler: migrations need the server itself", poolerPort)
	}
	u.Scheme = "pgx5"
	query := u.Query()
	query.Set("lock_timeout", "10s")
	u.RawQuery = query.Encode()
	return u.String(), nil
}
