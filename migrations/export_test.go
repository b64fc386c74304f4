package migrations

import (
	"database/sql"
	"time"

	"github.com/golang-migrate/migrate/v4"
)

// UpWithin is Up with shorter timeouts.
func UpWithin(databaseURL string, lock, all time.Duration) error {
	return up(databaseURL, waits{lock, all})
}

// Open connects as the migrations do.
func Open(address, authorities string) (*sql.DB, error) { return open(address, authorities) }

// To migrates up to the version.
func To(databaseURL string, version int) error {
	return run(databaseURL, patience, func(m *migrate.Migrate) error {
		if version == 0 {
			return nil
		}
		return m.Migrate(uint(version))
	})
}
