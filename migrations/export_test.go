package migrations

import (
	"time"

	"github.com/golang-migrate/migrate/v4"
)

// UpWithin is Up with shorter timeouts.
func UpWithin(databaseURL string, lock, all time.Duration) error {
	return up(databaseURL, waits{lock, all})
}

// To migrates up to the version.
func To(databaseURL string, version int) error {
	return run(databaseURL, patience, func(m *migrate.Migrate) error {
		if version == 0 {
			return nil
		}
		return m.Migrate(uint(version))
	})
}
