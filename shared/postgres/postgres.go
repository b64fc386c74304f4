// Package postgres opens the connection pool of an instance and recognizes the
// errors of an unavailable database.
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

// Config holds the settings of an instance's pool.
type Config struct {
	URL string `envconfig:"DATABASE_URL" required:"true"`
	// CA holds the certificates, in PEM form, of the only authorities that the
	// certificates of the database and its replica may come from. If empty, sslmode in
	// URL says what is checked.
	CA              string        `envconfig:"DATABASE_CA"`
	MaxConns        int32         `envconfig:"DATABASE_MAX_CONNS" default:"30"`
	MaxConnIdleTime time.Duration `envconfig:"DATABASE_MAX_CONN_IDLE_TIME" default:"15m"`
	// QueryTimeout limits the wait for a connection, and then each statement.
	QueryTimeout time.Duration `envconfig:"DATABASE_QUERY_TIMEOUT" default:"5s"`
	QueryMode    QueryMode     `envconfig:"DATABASE_QUERY_MODE" default:"exec"`
}

// Validate implements settings.Validator.
func (c *Config) Validate() error {
	if _, err := parse(*c); err != nil {
		return err
	}
	if c.MaxConns < 1 {
		return errors.New("DATABASE_MAX_CONNS must be at least 1")
	}
	if c.QueryTimeout <= 0 || c.MaxConnIdleTime <= 0 {
		return errors.New("DATABASE_QUERY_TIMEOUT and DATABASE_MAX_CONN_IDLE_TIME must be above 0")
	}
	return nil
}

// QueryMode is how pgx sends statements. Exec works on every connection.
// CacheStatement is faster but needs a direct connection: behind a transaction
// pooler, another session's statement with the same name may run.
type QueryMode pgx.QueryExecMode

// Decode implements envconfig.Decoder. It does not accept describe_exec, which
// returns wrong rows without an error behind a transaction pooler.
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

// dialer detects within half a minute that a server is gone without closing its
// connections. PostgreSQL does the same for its clients: the migrations set that and
// the session timeouts for the whole database.
var dialer = net.Dialer{KeepAliveConfig: net.KeepAliveConfig{
	Enable: true, Idle: 10 * time.Second, Interval: 5 * time.Second, Count: 3,
}}

// onePlan lets a session keep one plan of each cached statement. By default, PostgreSQL
// plans the feed's statement again for every page once any user has blocked another,
// which takes as long as the page.
const onePlan = `SET plan_cache_mode = force_generic_plan`

func parse(c Config) (*pgxpool.Config, error) {
	config, err := pgxpool.ParseConfig(c.URL)
	if err != nil {
		return nil, errors.New("DATABASE_URL is not a PostgreSQL address") // pgx's error may contain the URL
	}
	return config, Trust(config.ConnConfig, c.CA)
}

// Open returns a pool that connects on first use.
func Open(c Config) (*pgxpool.Pool, error) {
	config, err := parse(c)
	if err != nil {
		return nil, err
	}
	config.MaxConns = c.MaxConns
	config.MaxConnIdleTime = c.MaxConnIdleTime
	config.ConnConfig.ConnectTimeout = c.QueryTimeout
	config.ConnConfig.DialFunc = dialer.DialContext
	config.ConnConfig.DefaultQueryExecMode = pgx.QueryExecMode(c.QueryMode)
	config.ConnConfig.Tracer = deadline{c.QueryTimeout}
	config.AfterConnect = func(ctx context.Context, conn *pgx.Conn) error {
		conn.TypeMap().RegisterType(&pgtype.Type{
			Name:  "timestamptz",
			OID:   pgtype.TimestamptzOID,
			Codec: &pgtype.TimestamptzCodec{ScanLocation: time.UTC},
		})
		if conn.Config().DefaultQueryExecMode != pgx.QueryExecModeCacheStatement {
			return nil
		}
		_, err := conn.Exec(ctx, onePlan)
		return err
	}
	pool, err := pgxpool.NewWithConfig(context.Background(), config)
	if err != nil {
		return nil, fmt.Errorf("open the database pool: %w", err)
	}
	return pool, nil
}
