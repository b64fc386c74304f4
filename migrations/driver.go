package migrations

import (
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"slices"
	"strings"
	"time"

	"github.com/golang-migrate/migrate/v4/database"
	"github.com/jackc/pgx/v5/pgconn"
)

// driver applies each file and records its version in one transaction. A migration
// that fails or is killed therefore leaves the schema unchanged, and the next run
// starts from there.
type driver struct {
	database.Driver
	waits   waits
	version int
}

// waits limits how long a migration waits for table locks.
type waits struct {
	lock time.Duration // per attempt: every query of the table queues behind it
	all  time.Duration // in total
}

// Lock implements database.Driver. It does nothing: run holds the lock for longer
// than golang-migrate does.
func (*driver) Lock() error { return nil }

// Unlock implements database.Driver.
func (*driver) Unlock() error { return nil }

// SetVersion implements database.Driver. It does not store the dirty version at the
// start of a migration: Run stores the version when the migration is done.
func (d *driver) SetVersion(version int, dirty bool) error {
	if dirty {
		d.version = version
		return nil
	}
	return d.Driver.SetVersion(version, false)
}

// Run implements database.Driver. It sends the file and the version update as one
// message, which is one transaction. While other transactions hold locks that the
// file needs, Run retries; their queries continue between the attempts.
func (d *driver) Run(migration io.Reader) error {
	file, err := io.ReadAll(migration)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("SET LOCAL lock_timeout = %d; %s\n;%s TRUNCATE schema_migrations;", d.waits.lock.Milliseconds(), file, forgetFunctions)
	if d.version != database.NilVersion {
		text += fmt.Sprintf("INSERT INTO schema_migrations (version, dirty) VALUES (%d, false);", d.version)
	}
	for until := time.Now().Add(d.waits.all); ; {
		err := d.Driver.Run(strings.NewReader(text))
		if err == nil || !lostToOthers(err) {
			return err
		}
		if time.Now().After(until) {
			return fmt.Errorf("nothing was changed, other transactions held the tables for %v: run it again: %w", d.waits.all, err)
		}
		time.Sleep(d.waits.lock/2 + rand.N(d.waits.lock/2)) //nolint:gosec // G404: jitter, not a secret
	}
}

// lostToOthers reports whether a migration failed because of other transactions'
// locks: a lock timeout or a deadlock.
func lostToOthers(err error) bool {
	failed, ok := errors.AsType[database.Error](err)
	if !ok {
		return false
	}
	answer, ok := errors.AsType[*pgconn.PgError](failed.OrigErr)
	return ok && slices.Contains([]string{"55P03", "40P01"}, answer.Code)
}
