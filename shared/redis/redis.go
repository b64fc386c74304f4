// Package redis opens the Redis client of an instance. Redis only holds data that
// the service can work without, so the client gives up quickly: a request waits at
// most Timeout, and only a change of a user's rights waits longer.
package redis

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"
	"github.com/redis/go-redis/v9/maintnotifications"

	"social.example/shared/trust"
)

// Timeout is how long a request waits for Redis before it continues without it.
const Timeout = 50 * time.Millisecond

// Config holds the address of Redis. Several hosts, separated by commas, mean a
// Redis Cluster. An empty URL means that there is no Redis.
type Config struct {
	URL string `envconfig:"REDIS_URL"`
	// CA holds the certificates, in PEM form, of the only authorities that a
	// rediss:// server's certificate may come from. If empty, the system's
	// authorities are used.
	CA string `envconfig:"REDIS_CA"`
}

// Validate implements settings.Validator.
func (c *Config) Validate() error {
	_, err := options(*c)
	return err
}

// Open returns a client that connects on first use, or nil if no URL is set.
func Open(c Config) (redis.UniversalClient, error) {
	o, err := options(c)
	if o == nil {
		return nil, err
	}
	logging.Disable() // go-redis logs pool errors as plain text lines
	return redis.NewUniversalClient(o), nil
}

// options returns the options of the client, or nil if no URL is set.
func options(c Config) (*redis.UniversalOptions, error) {
	if c.URL == "" {
		return nil, nil
	}
	first, hosts := split(c.URL)
	parsed, err := redis.ParseURL(first)
	if err != nil {
		return nil, errors.New("REDIS_URL is not a redis:// or rediss:// address") // the cause may contain the URL
	}
	if c.CA != "" && parsed.TLSConfig != nil {
		if err := trust.Only(parsed.TLSConfig, c.CA); err != nil {
			return nil, fmt.Errorf("REDIS_CA: %w", err)
		}
	}
	return &redis.UniversalOptions{
		Addrs:     append([]string{parsed.Addr}, hosts...),
		Username:  parsed.Username,
		Password:  parsed.Password,
		DB:        parsed.DB,
		TLSConfig: parsed.TLSConfig,

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
	}, nil
}

// split returns the address with only its first host, and the other hosts. url.Parse
// refuses a list of hosts.
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

// Closer returns a function that closes the client, which may be nil.
func Closer(client redis.UniversalClient) func() {
	return func() {
		if client != nil {
			_ = client.Close()
		}
	}
}
