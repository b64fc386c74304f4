// Package posts is the function for posts and their comments.
package posts

import (
	"time"

	"social.example/shared/auth"
	"social.example/shared/boot"
	"social.example/shared/cache"
	"social.example/shared/cursor"
	"social.example/shared/envconf"
	"social.example/shared/gcplog"
	"social.example/shared/live"
	"social.example/shared/postgres"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/store"
	"social.example/shared/token"
)

// Config holds the settings of the function.
type Config struct {
	Log      gcplog.Config
	Postgres postgres.Config
	Redis    redis.Config
	Tokens   token.Config
	Limits   ratelimit.Config
	Origins  auth.Origins
}

// FromEnv builds the function from its environment.
func FromEnv() (boot.Service, error) {
	var c Config
	if err := envconf.Read(&c); err != nil {
		return boot.Service{}, err
	}
	return New(c)
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
	cursorKeys, err := c.Tokens.Keys.Derive("cursor")
	if err != nil {
		return boot.Service{}, err
	}
	gate := &auth.Gate{
		Limits:  c.Limits,
		Limiter: ratelimit.New(client, redis.Timeout, time.Now),
		Tokens:  token.New(c.Tokens, time.Now),
		Users:   auth.NewUsers(store.Users{DB: db}, cache.Users{Redis: client}),
	}
	s := service{
		posts:    store.Posts{DB: db},
		comments: store.Comments{DB: db},
		live:     live.Posts{Redis: client},
		cursors:  cursor.Sealer{Keys: cursorKeys},
	}
	return boot.Serve(c.Log, c.Origins, gate, s.routes(), db.Close, redis.Closer(client)), nil
}

type service struct {
	posts    store.Posts
	comments store.Comments
	live     live.Posts
	cursors  cursor.Sealer
}
