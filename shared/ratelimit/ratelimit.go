// Package ratelimit counts requests in fixed windows. The counters are in Redis,
// shared by all instances of all functions. An instance that gets no reply in time
// counts locally until Redis answers again.
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
	now := l.now()
	replies := make([]*redis.IntCmd, len(hits))
	if l.redis != nil && (len(hits) > 0 || also != nil) {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.timeout)
		defer cancel()
		pipe := l.redis.Pipeline()
		for i, hit := range hits {
			key := hit.key(now)
			replies[i] = pipe.Incr(ctx, key)
			pipe.ExpireNX(ctx, key, hit.Policy.Window+time.Second)
		}
		if also != nil {
			also(pipe)
		}
		_, _ = pipe.Exec(ctx) // each reply has its own error
	}
	counts := make([]Count, len(hits))
	for i, hit := range hits {
		var n int64
		if replies[i] != nil && replies[i].Err() == nil {
			n = replies[i].Val()
		} else {
			n = l.local.count(hit.key(now), now, hit.Policy.Window)
		}
		counts[i] = hit.Policy.count(n, now)
	}
	return counts
}

// giveBack never counts below 0: the hit's window may have ended, or Redis may not
// have counted it.
const giveBack = `return tonumber(redis.call('GET', KEYS[1]) or 0) > 0 and redis.call('DECR', KEYS[1]) or 0`

// GiveBack undoes hits that Take has just counted, even if the client disconnects. It
// undoes those in the local counters for which Redis gives no answer.
func (l *Limiter) GiveBack(ctx context.Context, hits []Hit) {
	now := l.now()
	replies := make([]*redis.Cmd, len(hits))
	if l.redis != nil && len(hits) > 0 {
		ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.timeout)
		defer cancel()
		pipe := l.redis.Pipeline()
		for i, hit := range hits {
			replies[i] = pipe.Eval(ctx, giveBack, []string{hit.key(now)})
		}
		_, _ = pipe.Exec(ctx) // each reply has its own error
	}
	for i, hit := range hits {
		if replies[i] == nil || replies[i].Err() != nil {
			l.local.giveBack(hit.key(now))
		}
	}
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
