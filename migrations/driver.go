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

// driver applies each file and notes its version in one transaction. So a
// migration that fails, or whose program is killed, leaves nothing: the schema
// is as it was, and the next run starts there.
type driver struct {
	database.Driver
	waits   waits
	version int
}

// waits are how long a migration waits for the locks of tables.
type waits struct {
	lock time.Duration // each time: behind it, every query of the table queues
	all  time.Duration // in the end
}

// SetVersion implements database.Driver. That a version is begun is not stored:
// Run stores that it is done.
func (d *driver) SetVersion(version int, dirty bool) error {
	if dirty {
		d.version = version
		return nil
	}
	return d.Driver.SetVersion(version, false)
}

// Run implements database.Driver. The file and what is added to it are one
// message to the server, and so one transaction. While somebody else holds a
// lock that the file needs, Run tries again: between the tries their queries go
// on.
func (d *driver) Run(migration io.Reader) error {
	file, err := io.ReadAll(migration)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("SET LOCAL lock_timeout = %d; %s\n;TRUNCATE schema_migrations;", d.waits.lock.Milliseconds(), file)
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

// lostToOthers reports whether a migration failed because of the locks of
// others: it waited too long, or it was one of a deadlock.
func lostToOthers(err error) bool {
	failed, ok := errors.AsType[database.Error](err)
	if !ok {
		return false
	}
	answer, ok := errors.AsType[*pgconn.PgError](failed.OrigErr)
	return ok && slices.Contains([]string{"55P03", "40P01"}, answer.Code)
}
