package redis_test

import (
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"social.example/infra/local/redis"
)

func TestMiniExpiresKeys(t *testing.T) {
	t.Parallel()
	server, err := redis.StartMini()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	expires(t, server.URL)
}

func TestStartServesAndExpiresKeys(t *testing.T) {
	t.Parallel()
	server, err := redis.Start(t.Context(), func(err error) { t.Error(err) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	expires(t, server.URL)
}

// expires waits until a key has expired; it sets no time limit of its own.
func expires(t *testing.T, url string) {
	t.Helper()
	options, err := goredis.ParseURL(url)
	if err != nil {
		t.Fatal(err)
	}
	client := goredis.NewClient(options)
	t.Cleanup(func() { _ = client.Close() })
	if err := client.Set(t.Context(), "key", "value", 20*time.Millisecond).Err(); err != nil {
		t.Fatal(err)
	}
	for client.Exists(t.Context(), "key").Val() == 1 {
		time.Sleep(5 * time.Millisecond)
	}
}
