package redis_test

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/redis"
	"social.example/shared/test/testproxy"
	"social.example/shared/test/testredis"
)

func open(t testing.TB, address string) goredis.UniversalClient {
	t.Helper()
	client, err := redis.Open(redis.Config{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(redis.Closer(client))
	return client
}

func TestEveryPartOfTheAddressIsUsed(t *testing.T) {
	t.Parallel()
	options := open(t, "rediss://user:p%40ss@redis.example.com:6380/3").(*goredis.Client).Options()
	if options.Addr != "redis.example.com:6380" || options.Username != "user" || options.Password != "p@ss" ||
		options.DB != 3 || options.TLSConfig == nil {
		t.Errorf("got %+v, want every part of the address in it", options)
	}
}

func TestSeveralHostsAreACluster(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"redis://a:6379,b:6379,c:6380", "redis://user:pass@a:6379,b:6379,c:6380/"} {
		cluster, ok := open(t, address).(*goredis.ClusterClient)
		if !ok {
			t.Fatalf("%s: the client is not a cluster client", address)
		}
		if got := strings.Join(cluster.Options().Addrs, " "); got != "a:6379 b:6379 c:6380" {
			t.Errorf("%s: the hosts are %s, want a:6379 b:6379 c:6380", address, got)
		}
	}
}

func TestNoAddressIsNoRedis(t *testing.T) {
	t.Parallel()
	client, err := redis.Open(redis.Config{})
	if client != nil || err != nil {
		t.Errorf("got %v, %v, want no client and no error", client, err)
	}
	redis.Closer(client)()
}

func TestBadAddressIsRefusedWithoutBeingRepeated(t *testing.T) {
	t.Parallel()
	for _, address := range []string{"127.0.0.1:6379", "http://:s3cret@redis", "redis://:s3cret@redis:port", "redis://:s3cret@redis/db"} {
		c := redis.Config{URL: address}
		if err := c.Validate(); err == nil || strings.Contains(err.Error(), "s3cret") || !strings.Contains(err.Error(), "REDIS_URL") {
			t.Errorf("%s: got %v, want an error about REDIS_URL without the password", address, err)
		}
	}
}

// go-redis ignores a context's deadline unless ContextTimeoutEnabled is set.
func TestDeadlineOfARequestIsKept(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"black hole", "slow"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, proxy := testproxy.InFront(t, testredis.Config(t).URL)
			client := open(t, address)
			if options := client.(*goredis.Client).Options(); !options.ContextTimeoutEnabled || options.MaxRetries > 1 {
				t.Errorf("the options are %+v, want ContextTimeoutEnabled and at most one retry", options)
			}
			testproxy.Faults[name](t, proxy)
			ctx, cancel := context.WithTimeout(t.Context(), redis.Timeout)
			defer cancel()
			err := client.Ping(ctx).Err()
			network, isNetwork := errors.AsType[net.Error](err)
			if err == nil || !errors.Is(err, context.DeadlineExceeded) && (!isNetwork || !network.Timeout()) {
				t.Errorf("got %v, want a timeout", err)
			}
		})
	}
}

func TestClientHealsByItself(t *testing.T) {
	t.Parallel()
	for name, harm := range testproxy.Faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, proxy := testproxy.InFront(t, testredis.Config(t).URL)
			client := open(t, address)
			if err := client.Ping(t.Context()).Err(); err != nil {
				t.Fatal(err)
			}
			harm(t, proxy)
			if err := client.Ping(t.Context()).Err(); err == nil {
				t.Fatal("the fault has no effect")
			}
			proxy.Heal(t)
			var err error
			for range 200 {
				if err = client.Ping(t.Context()).Err(); err == nil {
					return
				}
				time.Sleep(20 * time.Millisecond)
			}
			t.Errorf("the client did not recover: %v", err)
		})
	}
}
