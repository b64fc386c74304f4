// Package redis opens the client of an instance. What is kept in Redis is only
// ever an aid, so the client gives up quickly: a request waits for it up to
// Timeout, only one that changes a user's rights waits longer.
package redis

import (
	"errors"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"
)

// Timeout is how long a request waits for Redis before it goes on without.
const Timeout = 50 * time.Millisecond

// Config says where Redis is. Several hosts, separated by commas, mean a Redis
// Cluster. Empty means that there is none.
type Config struct {
	URL string `envconfig:"REDIS_URL"`
	// CA holds the only authorities, in PEM form, whose certificates a rediss://
	// server may have. Empty: those of the system.
	CA string `envconfig:"REDIS_CA"`
}

// Validate implements envconf.Validator.
func (c *Config) Validate() error {
	_, err := Open(*c)
	return err
}

// Open returns a client that connects on first use, nil if there is no Redis.
func Open(c Config) (redis.UniversalClient, error) {
	if c.URL == "" {
		return nil, nil
	}
	first, hosts := split(c.URL)
	options, err := redis.ParseURL(first)
	if err != nil {
		return nil, errors.New("REDIS_URL is not a redis:// or rediss:// address") // the cause may repeat it
	}
	if c.CA != "" && options.TLSConfig != nil {
		if err := trustOnly(options.TLSConfig, c.CA); err != nil {
			return nil, err
		}
	}
	logging.Disable() // go-redis prints its pool's troubles as plain text lines
	return redis.NewUniversalClient(&redis.UniversalOptions{
		Addrs:     append([]string{options.Addr}, hosts...),
		Username:  options.Username,
		Password:  options.Password,
		DB:        options.DB,
		TLSConfig: options.TLSConfig,

		ContextTimeoutEnabled: true, // without it a context's deadline is ignored
		DialTimeout:           200 * time.Millisecond,
		ReadTimeout:           100 * time.Millisecond,
		WriteTimeout:          100 * time.Millisecond,
		MaxRetries:            1,
		PoolTimeout:           Timeout,
		DisableIdentity:       true, // saves a command on each new connection
		MaintNotificationsConfig: &maintnotifications.Config{
			Mode: maintnotifications.ModeDisabled, // a Redis Enterprise feature, one more command
		},
		ConnMaxIdleTime: 5 * time.Minute,
	}), nil
}

// split returns the address with its first host only, and the other hosts. The
// list of hosts is not a valid URL, and url.Parse refuses it.
func split(address string) (first string, others []string) {
	scheme, rest, _ := strings.Cut(address, "://")
	authority, path, hasPath := strings.Cut(rest, "/")
	login, list := "", authority
	if i := strings.LastIndex(authority, "@"); i >= 0 {
		login, list = authority[:i+1], authority[i+1:]
	}
	hosts := strings.Split(list, ",")
	first = scheme + "://" + login + hosts[0]
	if hasPath {
		first += "/" + path
	}
	return first, hosts[1:]
}

// Closer returns what closes the client, which may be nil.
func Closer(client redis.UniversalClient) func() {
	return func() {
		if client != nil {
			_ = client.Close()
		}
	}
}
