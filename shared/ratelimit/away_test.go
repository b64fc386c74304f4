package ratelimit_test

import (
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/test/testproxy"
	"social.example/shared/test/testredis"
)

// Whatever fails in Redis, an instance allows exactly the limit.
func TestInstanceCountsByItselfWithoutRedis(t *testing.T) {
	t.Parallel()
	for name, harm := range testproxy.Faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			address, proxy := testproxy.InFront(t, testredis.Config(t).URL)
			client, err := redis.Open(redis.Config{URL: address})
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(redis.Closer(client))
			limiter := ratelimit.New(client, redis.Timeout, still)
			harm(t, proxy)

			var allowed atomic.Int64
			var group sync.WaitGroup
			for range 5 * policy.Requests {
				group.Go(func() {
					if take(t, limiter, ratelimit.User(1)).Allowed {
						allowed.Add(1)
					}
				})
			}
			group.Wait()
			if n := allowed.Load(); n != int64(policy.Requests) {
				t.Errorf("%d requests were allowed, want %d", n, policy.Requests)
			}
		})
	}
}

func TestRedisCountsAgainOnceItIsBack(t *testing.T) {
	t.Parallel()
	address, proxy := testproxy.InFront(t, testredis.Config(t).URL)
	client, err := redis.Open(redis.Config{URL: address})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(redis.Closer(client))
	limiter := ratelimit.New(client, testredis.Patience, still)
	proxy.Cut()
	take(t, limiter, ratelimit.User(1))
	proxy.Restore(t)
	for range 3000 { // go-redis waits for a while after a failed connection
		take(t, limiter, ratelimit.User(1))
		if n, err := client.Keys(t.Context(), "rate:*").Result(); err == nil && len(n) == 1 {
			return
		}
		time.Sleep(20 * time.Millisecond)
	}
	t.Error("the limiter did not use Redis again")
}

// A bug or an attacker may leave a value that is not a number.
func TestInstanceCountsByItselfWhereRedisRefuses(t *testing.T) {
	t.Parallel()
	client := patientClient(t)
	limiter := ratelimit.New(client, testredis.Patience, still)
	take(t, limiter, ratelimit.User(1))
	for _, key := range client.Keys(t.Context(), "*").Val() {
		client.Set(t.Context(), key, "no number", time.Minute)
	}
	allowed := 0
	for range 2 * policy.Requests {
		if take(t, limiter, ratelimit.User(1)).Allowed {
			allowed++
		}
	}
	if allowed != policy.Requests {
		t.Errorf("%d requests were allowed, want %d", allowed, policy.Requests)
	}
}

// Redis refuses to count once, so that the instance counts by itself, and then counts
// again.
func TestAHitThatRedisGivesBackStaysInTheInstancesOwnCount(t *testing.T) {
	t.Parallel()
	client := patientClient(t)
	limiter := ratelimit.New(client, testredis.Patience, still)
	hits := []ratelimit.Hit{{Policy: policy, Subject: ratelimit.User(1)}}
	limiter.Take(t.Context(), hits, nil)
	key := client.Keys(t.Context(), "*").Val()[0]
	harm := func() { client.Set(t.Context(), key, "no number", time.Minute) }
	harm()
	for range policy.Requests {
		limiter.Take(t.Context(), hits, nil)
	}
	client.Del(t.Context(), key)
	limiter.Take(t.Context(), hits, nil)
	limiter.GiveBack(t.Context(), hits)
	if n := client.Get(t.Context(), key).Val(); n != "0" {
		t.Errorf("Redis counts %s hits, want 0", n)
	}
	harm()
	if limiter.Take(t.Context(), hits, nil)[0].Allowed {
		t.Error("the instance allowed more than the limit by itself")
	}
	limiter.GiveBack(t.Context(), hits)
	limiter.GiveBack(t.Context(), hits)
	if !limiter.Take(t.Context(), hits, nil)[0].Allowed {
		t.Error("the instance did not give back what it counted by itself")
	}
}
