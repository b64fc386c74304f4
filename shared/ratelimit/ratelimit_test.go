package ratelimit_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/ratelimit"
	"social.example/shared/test/figure"
	"social.example/shared/test/testredis"
)

var policy = ratelimit.Policy{Name: "default", Requests: 20, Window: 5 * time.Second}

// patientClient returns a client for an empty Redis, with long timeouts.
func patientClient(t testing.TB) goredis.UniversalClient {
	t.Helper()
	return testredis.Patient(t, testredis.Config(t))
}

// still is a clock that is stopped within a window.
func still() time.Time { return time.Date(2026, 3, 1, 12, 0, 1, 0, time.UTC) }

func take(t testing.TB, l *ratelimit.Limiter, subject ratelimit.Subject) ratelimit.Count {
	t.Helper()
	return l.Take(t.Context(), []ratelimit.Hit{{Policy: policy, Subject: subject}}, nil)[0]
}

func TestInstancesThatShareARedisAllowTheLimitExactly(t *testing.T) {
	t.Parallel()
	server := testredis.Config(t)
	instances := make([]*ratelimit.Limiter, 4)
	for i := range instances {
		instances[i] = ratelimit.New(testredis.Patient(t, server), testredis.Patience, still)
	}
	const requests = 100
	rounds, wrong := figure.Size(100, 10_000), 0
	for round := range rounds {
		var allowed atomic.Int64
		var group sync.WaitGroup
		for i := range requests {
			group.Go(func() {
				if take(t, instances[i%len(instances)], ratelimit.User(int64(round))).Allowed {
					allowed.Add(1)
				}
			})
		}
		group.Wait()
		if n := allowed.Load(); n != int64(policy.Requests) {
			wrong++
			t.Errorf("round %d: %d of %d requests were allowed, want %d", round, n, requests, policy.Requests)
		}
	}
	figure.Report(t, "races: limiter of 4 instances, rounds that allowed more or less than the limit", rounds, wrong)
}

func TestCountSaysWhatIsLeft(t *testing.T) {
	t.Parallel()
	clients := map[string]goredis.UniversalClient{"Redis": patientClient(t), "memory": nil}
	for name, client := range clients {
		limiter := ratelimit.New(client, testredis.Patience, still)
		for i := range policy.Requests + 2 {
			want := ratelimit.Count{
				Policy: policy, Allowed: i < policy.Requests, Used: i + 1, Remaining: max(0, policy.Requests-i-1), Reset: 4 * time.Second,
			}
			if got := take(t, limiter, ratelimit.User(1)); got != want {
				t.Errorf("%s: request %d: got %+v, want %+v", name, i+1, got, want)
			}
		}
		if other := take(t, limiter, ratelimit.User(2)); !other.Allowed {
			t.Errorf("%s: another subject shares the window", name)
		}
	}
}

func TestWindowEndsWhenItSays(t *testing.T) {
	t.Parallel()
	client := patientClient(t)
	for name, shared := range map[string]goredis.UniversalClient{"Redis": client, "memory": nil} {
		now := still()
		limiter := ratelimit.New(shared, testredis.Patience, func() time.Time { return now })
		var last ratelimit.Count
		for range policy.Requests + 1 {
			last = take(t, limiter, ratelimit.User(1))
		}
		now = now.Add(last.Reset - time.Nanosecond)
		if take(t, limiter, ratelimit.User(1)).Allowed {
			t.Errorf("%s: allowed before the window's end", name)
		}
		now = now.Add(time.Nanosecond)
		if !take(t, limiter, ratelimit.User(1)).Allowed {
			t.Errorf("%s: refused after the window's end", name)
		}
	}
}

func TestEveryKeyExpires(t *testing.T) {
	t.Parallel()
	client := patientClient(t)
	limiter := ratelimit.New(client, testredis.Patience, still)
	auth := ratelimit.Policy{Name: "auth", Requests: 10, Window: time.Minute}
	limiter.Take(t.Context(), []ratelimit.Hit{
		{Policy: policy, Subject: ratelimit.User(1)},
		{Policy: auth, Subject: ratelimit.Account("maya@example.com")},
	}, nil)
	keys, err := client.Keys(t.Context(), "*").Result()
	if err != nil || len(keys) != 2 {
		t.Fatalf("got the keys %q, %v, want two", keys, err)
	}
	for _, key := range keys {
		ttl, err := client.TTL(t.Context(), key).Result()
		if err != nil || ttl <= 0 || ttl > auth.Window+time.Second {
			t.Errorf("the TTL of %s is %v, %v, want at most the window", key, ttl, err)
		}
	}
}

// A key that lost its expiry must not block anyone forever.
func TestImmortalKeyLocksNobodyOut(t *testing.T) {
	t.Parallel()
	client := patientClient(t)
	now := still()
	limiter := ratelimit.New(client, testredis.Patience, func() time.Time { return now })
	for range policy.Requests + 1 {
		take(t, limiter, ratelimit.User(1))
	}
	for _, key := range client.Keys(t.Context(), "*").Val() {
		client.Persist(t.Context(), key)
	}
	now = now.Add(policy.Window)
	if !take(t, limiter, ratelimit.User(1)).Allowed {
		t.Error("refused in the next window")
	}
}

func TestAHitThatIsGivenBackAfterItsWindowAllowsNoMore(t *testing.T) {
	t.Parallel()
	client := patientClient(t)
	now := still()
	limiter := ratelimit.New(client, testredis.Patience, func() time.Time { return now })
	take(t, limiter, ratelimit.User(1))
	now = now.Add(policy.Window)
	limiter.GiveBack(t.Context(), []ratelimit.Hit{{Policy: policy, Subject: ratelimit.User(1)}})
	allowed := 0
	for range 2 * policy.Requests {
		if take(t, limiter, ratelimit.User(1)).Allowed {
			allowed++
		}
	}
	if allowed != policy.Requests {
		t.Errorf("%d requests were allowed in the next window, want %d", allowed, policy.Requests)
	}
}

func TestHitsOfAClientThatDisconnectsCountAndAreGivenBackInRedis(t *testing.T) {
	t.Parallel()
	client := patientClient(t)
	limiter := ratelimit.New(client, testredis.Patience, still)
	ctx, disconnect := context.WithCancel(t.Context())
	disconnect()
	hits := []ratelimit.Hit{{Policy: policy, Subject: ratelimit.User(1)}}
	for i := range 3 {
		if got := limiter.Take(ctx, hits, nil)[0].Used; got != i+1 {
			t.Errorf("%d hits are counted as %d", i+1, got)
		}
	}
	limiter.GiveBack(ctx, hits)
	if other := ratelimit.New(client, testredis.Patience, still); other.Take(t.Context(), hits, nil)[0].Used != 3 {
		t.Error("another instance does not see what was counted and given back")
	}
}

func TestOtherCommandsTravelWithTheHits(t *testing.T) {
	t.Parallel()
	client := patientClient(t)
	if err := client.Set(t.Context(), "user1:7", "value", time.Minute).Err(); err != nil {
		t.Fatal(err)
	}
	var reply *goredis.StringCmd
	counts := ratelimit.New(client, testredis.Patience, still).Take(t.Context(), nil, func(pipe goredis.Pipeliner) {
		reply = pipe.Get(context.Background(), "user1:7")
	})
	if len(counts) != 0 || reply.Val() != "value" {
		t.Errorf("got the counts %v and the reply %v, want no count and value", counts, reply)
	}
}
