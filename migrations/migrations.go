package migrations

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/golang-migrate/migrate/v4"
	"github.com/golang-migrate/migrate/v4/database/pgx/v5"
	"github.com/golang-migrate/migrate/v4/source/iofs"
	jackc "github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"

	"social.example/shared/postgres"
)

// Files holds a pair of .up.sql and .down.sql files for each version, the newest text
// of the database functions in functions/, and the privileges of the functions' role in
// privileges.sql.
//
//go:embed *.sql functions/*.sql
var Files embed.FS

// Log receives a line for each file that is applied.
var Log io.Writer = io.Discard

// CA holds the certificates, in PEM form, of the only authorities that the server's
// certificate may come from. If empty, sslmode in the address says what is checked.
var CA string

// progress is a migrate.Logger that writes to Log.
type progress struct{}

func (progress) Printf(format string, args ...any) { _, _ = fmt.Fprintf(Log, format, args...) }
func (progress) Verbose() bool                     { return false }

// Up applies all missing migrations, and then the functions that have changed. If a
// newer release has already migrated the schema, Up changes nothing and succeeds:
// after a rollback, older code runs on the newer schema.
//
// databaseURL must be the address of the server itself, not of a transaction pooler:
// runners exclude each other with a session-level advisory lock, so one of several
// concurrent runners applies the migrations and the others find nothing to do. If a
// migration fails, the earlier ones stay applied and the failed one changes nothing; Up
// can be run again.
func Up(databaseURL string) error { return up(databaseURL, patience) }

// Down reverts the newest migration. It fails if a newer release has migrated the
// schema: only that release has the file that reverts it.
func Down(databaseURL string) error {
	return run(databaseURL, patience, func(m *migrate.Migrate) error {
		if version, newer := newerSchema(m); newer {
			return fmt.Errorf("the schema has version %d, of a newer release: revert it with that release", version)
		}
		return m.Steps(-1)
	})
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

func up(databaseURL string, w waits) error {
	return run(databaseURL, w, func(m *migrate.Migrate) error {
		if _, newer := newerSchema(m); newer {
			return nil
		}
		return m.Up()
	})
}

// newerSchema returns the schema's version, and whether it is one that this release
// does not know.
func newerSchema(m *migrate.Migrate) (version uint, newer bool) {
	version, dirty, err := m.Version()
	return version, err == nil && !dirty && int(version) > newest()
}

// newest returns the version of the newest migration.
func newest() int {
	names, err := fs.Glob(Files, "*.up.sql")
	if err != nil || len(names) == 0 {
		panic("there are no migrations") // Files is part of the program
	}
	version, err := strconv.Atoi(strings.SplitN(names[len(names)-1], "_", 2)[0])
	if err != nil {
		panic(err)
	}
	return version
}

// run takes one step under the lock that excludes other runners, and then applies the
// functions if the schema has the newest version.
func run(databaseURL string, w waits, step func(*migrate.Migrate) error) (err error) {
	address, err := direct(databaseURL)
	if err != nil {
		return err
	}
	source, err := iofs.New(Files, ".")
	if err != nil {
		return fmt.Errorf("read the migrations: %w", err)
	}
	db, err := open(address, CA)
	if err != nil {
		return err
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
	m.Log = progress{}
	defer func() {
		sourceErr, databaseErr := m.Close() // also ends the session, and so its lock
		err = errors.Join(err, sourceErr, databaseErr)
	}()
	if err := server.Lock(); err != nil { // waits for other runners without a limit
		return fmt.Errorf("lock the migrations: %w", err)
	}
	err = step(m)
	if dirty := (migrate.ErrDirty{}); errors.As(err, &dirty) {
		return fmt.Errorf("migration %d failed before: mend its cause, then force %d if the schema lacks it, else force %d",
			dirty.Version, dirty.Version-1, dirty.Version)
	}
	if err != nil && !errors.Is(err, migrate.ErrNoChange) {
		return fmt.Errorf("migrate: %w", err)
	}
	version, _, err := server.Version()
	if err == nil && version == newest() {
		err = applyFunctions(context.Background(), db)
	}
	if err != nil {
		return fmt.Errorf("apply the functions: %w", err)
	}
	return nil
}

func open(address, authorities string) (*sql.DB, error) {
	config, err := jackc.ParseConfig(address)
	if err != nil {
		return nil, errors.New("DATABASE_URL is not a PostgreSQL address") // pgx's error may contain it
	}
	if err := postgres.Trust(config, authorities); err != nil {
		return nil, err
	}
	return stdlib.OpenDB(*config), nil
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
