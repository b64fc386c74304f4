// Package postgres opens the pool of an instance and knows which of the
// database's errors mean that it is away.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"net"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"
	"github.com/jackc/pgx/v5/pgxpool"
)

// Config is the pool of one instance.
type Config struct {
	URL             string        `envconfig:"DATABASE_URL" required:"true"`
	MaxConns        int32         `envconfig:"DATABASE_MAX_CONNS" default:"30"`
	MaxConnIdleTime time.Duration `envconfig:"DATABASE_MAX_CONN_IDLE_TIME" default:"15m"`
	// QueryTimeout bounds the wait for a connection, and then each statement.
	QueryTimeout time.Duration `envconfig:"DATABASE_QUERY_TIMEOUT" default:"5s"`
	QueryMode    QueryMode     `envconfig:"DATABASE_QUERY_MODE" default:"exec"`
}

// Validate implements envconf.Validator.
func (c *Config) Validate() error {
	if _, err := pgxpool.ParseConfig(c.URL); err != nil {
		return errors.New("DATABASE_URL is not a PostgreSQL address") // pgx's error may repeat it
	}
	if c.MaxConns < 1 {
		return errors.New("DATABASE_MAX_CONNS must be at least 1")
	}
	if c.QueryTimeout <= 0 || c.MaxConnIdleTime <= 0 {
		return errors.New("DATABASE_QUERY_TIMEOUT and DATABASE_MAX_CONN_IDLE_TIME must be above 0")
	}
	return nil
}

// QueryMode is how pgx sends statements. Exec is right on every connection.
// CacheStatement is faster and needs a direct one: behind a transaction pooler
// another session's statement of the same name may answer.
type QueryMode pgx.QueryExecMode

// Decode implements envconfig.Decoder. Describe_exec is not offered: behind a
// transaction pooler it returns wrong rows without an error.
func (m *QueryMode) Decode(value string) error {
	for _, mode := range []pgx.QueryExecMode{
		pgx.QueryExecModeExec, pgx.QueryExecModeSimpleProtocol,
		pgx.QueryExecModeCacheStatement, pgx.QueryExecModeCacheDescribe,
	} {
		if strings.ReplaceAll(mode.String(), " ", "_") == value {
			*m = QueryMode(mode)
			return nil
		}
	}
	return errors.New("not one of exec, simple_protocol, cache_statement, cache_describe")
}

// dialer notices within half a minute that a server is gone without a word.
// Postgres does the same for its clients: the migrations set that, and the
// timeouts of a session, for the whole database.
var dialer = net.Dialer{KeepAliveConfig: net.KeepAliveConfig{
	Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3,
}}

// Open returns a pool that connects on first use.
func Open(c Config) (*pgxpool.Pool, error) {
	config, err := pgxpool.ParseConfig(c.URL)
	if err != nil {
		return nil, errors.New("DATABASE_URL is not a PostgreSQL address")
	}
	config.MaxConns = c.MaxConns
	config.MaxConnIdleTime = c.MaxConnIdleTime
	config.ConnConfig.ConnectTimeout = c.QueryTimeout
	config.ConnConfig.DialFunc = dialer.DialContext
	config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecMode(c.QueryMode)
	config.ConnConfig.Tracer = deadline{c.QueryTimeout}
	config.AfterConnect = func(_ context.Context, conn *pgx.Conn) error {
		conn.TypeMap().RegisterType(&pgtype.Type{
			Name:  "timestamptz",
			OID:   pgtype.TimestamptzOID,
			Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
		})
		return nil
	}
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		return nil, fmt.Errorf("open the database pool: %w", err)
	}
	return pool, nil
}
