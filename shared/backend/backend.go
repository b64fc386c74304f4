// Package backend opens what most functions share: the database and its replica, Redis,
// and the gate that authenticates requests.
package backend

import (
	"errors"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/auth"
	"social.example/shared/boot"
	"social.example/shared/cache"
	"social.example/shared/cursor"
	"social.example/shared/gcplog"
	"social.example/shared/postgres"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/store"
	"social.example/shared/token"
	"social.example/shared/web"
)

// Config holds the settings that most functions share.
type Config struct {
	Log      gcplog.Config
	Postgres postgres.Config
	Replica  postgres.ReplicaConfig
	Redis    redis.Config
	Tokens   token.Config
	Limits   ratelimit.Config
	Origins  auth.Origins
}

// Backend holds the clients and keys of an instance.
type Backend struct {
	DB      *pgxpool.Pool
	Redis   goredis.UniversalClient // nil if there is no Redis
	Gate    *auth.Gate
	Cursors cursor.Sealer
	config  Config
	replica *pgxpool.Pool // nil if there is none
}

// Open returns a backend that connects on first use.
func Open(c Config) (*Backend, error) {
	db, err := postgres.Open(c.Postgres)
	if err != nil {
		return nil, err
	}
	client, err := redis.Open(c.Redis)
	if err != nil {
		return nil, err
	}
	cursorKeys, err := c.Tokens.Keys.Derive("cursor")
	if err != nil {
		return nil, err
	}
	replica, err := postgres.OpenReplica(c.Replica, c.Postgres)
	if err != nil {
		return nil, err
	}
	gate := &auth.Gate{
		Limits:  c.Limits,
		Limiter: ratelimit.New(client, redis.Timeout, time.Now),
		Tokens:  token.New(c.Tokens, time.Now),
		Users:   auth.NewUsers(store.Users{DB: db}.Actor, cache.Users{Redis: client}),
	}
	if replica != nil {
		if client == nil {
			return nil, errors.New("DATABASE_REPLICA_URL needs REDIS_URL: Redis records which users must read from the primary")
		}
		gate.Replica = store.NewReplica(replica, db, cache.ReplicaAge).Read
		gate.Users.Pins.Redis = client
	}
	return &Backend{
		DB: db, Redis: client, Gate: gate, Cursors: cursor.Sealer{Keys: cursorKeys},
		config: c, replica: replica,
	}, nil
}

// Serve returns a function that serves the routes. When the function ends, it runs
// the closers and then closes the backend.
func (b *Backend) Serve(routes web.Mux, closers ...func()) boot.Service {
	own := []func(){b.DB.Close, redis.Closer(b.Redis)} // boot runs them in reverse order
	if b.replica != nil {
		own = append(own, b.replica.Close)
	}
	return boot.Serve(b.config.Log, b.config.Origins, b.Gate, routes, append(own, closers...)...)
}
