// Package health is the function that reports whether the system can serve
// requests.
package health

import (
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/auth"
	"social.example/shared/boot"
	"social.example/shared/gcplog"
	"social.example/shared/postgres"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
)

// Config holds the settings of the function.
type Config struct {
	Log      gcplog.Config
	Postgres postgres.Config
	Redis    redis.Config
	Limits   ratelimit.Config
	Origins  auth.Origins
	Release  Release
}

// Release identifies the deployed version.
type Release struct {
	Version string `envconfig:"VERSION" default:"dev"`
}

// New builds the function. It opens no connections.
func New(c Config) (boot.Service, error) {
	db, err := postgres.Open(c.Postgres)
	if err != nil {
		return boot.Service{}, err
	}
	client, err := redis.Open(c.Redis)
	if err != nil {
		return boot.Service{}, err
	}
	gate := &auth.Gate{Limits: c.Limits, Limiter: ratelimit.New(client, redis.Timeout, time.Now)}
	s := service{db: db, redis: client, version: c.Release.Version}
	return boot.Serve(c.Log, c.Origins, gate, s.routes(), db.Close, redis.Closer(client)), nil
}

type service struct {
	db      *pgxpool.Pool
	redis   goredis.UniversalClient
	version string
}
