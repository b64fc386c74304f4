package postgres

import (
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// ReplicaConfig holds the address of a replica: a standby that streams from the
// database. An empty URL means that there is none.
type ReplicaConfig struct {
	URL string `envconfig:"DATABASE_REPLICA_URL"`
}

// Validate implements settings.Validator.
func (c *ReplicaConfig) Validate() error {
	if _, err := pgxpool.ParseConfig(c.URL); err != nil {
		return errors.New("DATABASE_REPLICA_URL is not a PostgreSQL address") // pgx's error may contain the URL
	}
	return nil
}

// replicaTime limits the wait for a connection to a replica, and then each statement.
// It is short, because after a failure the same request still needs the primary.
const replicaTime = time.Second

// OpenReplica returns a pool of the replica, with the other settings of the database, or
// nil if no URL is set. It connects on first use.
func OpenReplica(c ReplicaConfig, database Config) (*pgxpool.Pool, error) {
	if c.URL == "" {
		return nil, nil
	}
	database.URL = c.URL
	database.QueryTimeout = min(database.QueryTimeout, replicaTime)
	return Open(database)
}
