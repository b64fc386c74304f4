// Package testredis gives each test its own Redis: a database of the server at
// TEST_REDIS_URL, or a miniredis in the process.
package testredis

import (
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/alicebob/miniredis/v2"
	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/redis"
)

// New returns a client for an empty Redis.
func New(t testing.TB) goredis.UniversalClient {
	t.Helper()
	client, err := redis.Open(Config(t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(redis.Closer(client))
	return client
}

// Patience is a timeout that never expires on any machine, for tests that are not about
// a slow Redis.
const Patience = 30 * time.Second

// Patient returns a client whose timeouts are Patience.
func Patient(t testing.TB, c redis.Config) *goredis.Client {
	t.Helper()
	options, err := goredis.ParseURL(c.URL)
	if err != nil {
		t.Fatal(err)
	}
	options.ContextTimeoutEnabled = true
	options.DialTimeout, options.ReadTimeout, options.PoolTimeout = Patience, Patience, Patience
	client := goredis.NewClient(options)
	t.Cleanup(redis.Closer(client))
	return client
}

// Config returns the settings of an empty Redis.
func Config(t testing.TB) redis.Config {
	t.Helper()
	server := os.Getenv("TEST_REDIS_URL")
	if server == "" {
		return redis.Config{URL: "redis://" + startMini(t).Addr()}
	}
	options, err := goredis.ParseURL(server)
	if err != nil {
		t.Fatal(err)
	}
	// A counter in database 0 assigns the other databases, across all packages that
	// are tested in parallel.
	counter := goredis.NewClient(options)
	defer counter.Close()
	number, err := counter.Incr(t.Context(), "databases").Result()
	if err != nil {
		t.Fatal(err)
	}
	return redis.Config{URL: fmt.Sprintf("%s/%d", server, number)}
}

// startMini starts a miniredis. miniredis has no clock, so a ticker advances it and
// lets keys expire.
func startMini(t testing.TB) *miniredis.Miniredis {
	t.Helper()
	const step = 20 * time.Millisecond
	server := miniredis.NewMiniRedis()
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	ticker, done := time.NewTicker(step), make(chan struct{})
	go func() {
		for {
			select {
			case <-ticker.C:
				server.FastForward(step)
			case <-done:
				return
			}
		}
	}()
	t.Cleanup(func() {
		ticker.Stop()
		close(done)
		server.Close()
	})
	return server
}
