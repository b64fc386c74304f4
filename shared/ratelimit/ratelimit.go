// Package ratelimit counts requests in fixed windows. The counters are in Redis,
// shared by all instances of all functions. An instance that gets no reply in time
// counts locally until Redis responds again.
package ratelimit

import (
	"context"
	"strconv"
	"time"

	"github.com/redis/go-redis/v9"
)

// Policy is the number of requests that a subject may make in each window.
type Policy struct {
	Name     string
	Requests int
	Window   time.Duration
}

// Hit is one request of a subject, counted under a policy.
type Hit struct {
	Policy  Policy
	Subject Subject
}

// Count is the state of a policy's counter after a hit.
type Count struct {
	Policy    Policy
	Allowed   bool
	Used      int // including this hit
	Remaining int
	Reset     time.Duration // until the window ends
}

// Limiter counts hits. If Redis is nil, every instance counts locally.
type Limiter struct {
	redis   redis.UniversalClient
	timeout time.Duration
	now     func() time.Time
	local   memory
}

// New returns a limiter that waits at most timeout for Redis.
func New(client redis.UniversalClient, timeout time.Duration, now func() time.Time) *Limiter {
	return &Limiter{redis: client, timeout: timeout, now: now}
}

// Take counts the hits and sends the commands that also queues, in one round trip to
// Redis, even if the client disconnects. The counts are in the order of the hits.
func (l *Limiter) Take(ctx context.Context, hits []Hit, also func(redis.Pipeliner)) []Count {
	return l.move(ctx, nil, hits, also)
}

// GiveBack undoes hits that Take has just counted, even if the client disconnects.
func (l *Limiter) GiveBack(ctx context.Context, hits []Hit) { l.move(ctx, hits, nil, nil) }

// Move undoes hits that Take has just counted and counts others in their place, in one
// round trip to Redis, even if the client disconnects.
func (l *Limiter) Move(ctx context.Context, from, to []Hit) []Count {
	return l.move(ctx, from, to, nil)
}

// giveBack never counts below 0: the hit's window may have ended, or Redis may not
// have counted it.
const giveBack = `return tonumber(redis.call('GET', KEYS[1]) or 0) > 0 and redis.call('DECR', KEYS[1]) or 0`

// move uses the local counter of each hit for which Redis does not respond.
func (l *Limiter) move(ctx context.Context, from, to []Hit, also func(redis.Pipeliner)) []Count {
	now := l.now()
	undone, counted := make([]*redis.Cmd, len(from)), make([]*redis.IntCmd, len(to))
	if l.redis != nil && (len(from)+len(to) > 0 || also != nil) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.timeout)
		defer cancel()
		pipe := l.redis.Pipeline()
		for i, hit := range from {
			undone[i] = pipe.Eval(ctx, giveBack, []string{hit.key(now)})
		}
		for i, hit := range to {
			key := hit.key(now)
			counted[i] = pipe.Incr(ctx, key)
			pipe.ExpireNX(ctx, key, hit.Policy.Window+time.Second)
		}
		if also != nil {
			also(pipe)
		}
		_, _ = pipe.Exec(ctx) // each reply has its own error
	}
	for i, hit := range from {
		if undone[i] == nil || undone[i].Err() != nil {
			l.local.giveBack(hit.key(now))
		}
	}
	counts := make([]Count, len(to))
	for i, hit := range to {
		var n int64
		if counted[i] != nil && counted[i].Err() == nil {
			n = counted[i].Val()
		} else {
			n = l.local.count(hit.key(now), now, hit.Policy.Window)
		}
		counts[i] = hit.Policy.count(n, now)
	}
	return counts
}

// key includes the number of the window, so that a counter that never expires can't
// block a client forever.
func (h Hit) key(now time.Time) string {
	return "rate:" + h.Policy.Name + ":" + h.Subject.key + ":" + strconv.FormatInt(now.UnixNano()/int64(h.Policy.Window), 10)
}

func (p Policy) count(n int64, now time.Time) Count {
	passed := time.Duration(now.UnixNano() % int64(p.Window))
	return Count{
		Policy:    p,
		Allowed:   n <= int64(p.Requests),
		Used:      int(n),
		Remaining: int(max(0, int64(p.Requests)-n)),
		Reset:     p.Window - passed,
	}
}
