// Package authentication is the function for registration, activation and
// sign-in.
package authentication

import (
	"time"

	"social.example/shared/auth"
	"social.example/shared/boot"
	"social.example/shared/cache"
	"social.example/shared/envconf"
	"social.example/shared/gcplog"
	"social.example/shared/password"
	"social.example/shared/postgres"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/store"
	"social.example/shared/token"
	"social.example/shared/topic"
)

// Config holds the settings of the function.
type Config struct {
	Log       gcplog.Config
	Postgres  postgres.Config
	Redis     redis.Config
	Tokens    token.Config
	Limits    ratelimit.Config
	Origins   auth.Origins
	Passwords password.Config
	Topic     topic.Config
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
	emails, err := topic.Open(c.Topic)
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
		accounts:  store.Accounts{DB: db},
		actors:    gate.Users,
		gate:      gate,
		passwords: password.New(c.Passwords),
		tokens:    gate.Tokens,
		emails:    emails,
	}
	return boot.Serve(c.Log, c.Origins, gate, s.routes(), db.Close, redis.Closer(client), emails.Close), nil
}

type service struct {
	accounts  store.Accounts
	actors    *auth.Users
	gate      *auth.Gate
	passwords *password.Hasher
	tokens    *token.Authority
	emails    *topic.Emails
}
