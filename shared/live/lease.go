package live

import (
	"context"
	"crypto/rand"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/fault"
)

// Leases counts the open streams of each owner, a user or an address, over all
// instances. Redis has a set of streams for each owner. A stream whose instance
// dies leaves the set when its lease ends. While Redis is away, each instance
// counts its own streams.
type Leases struct {
	Redis   goredis.UniversalClient
	Timeout time.Duration // how long a stream waits for Redis
	Limits  Limits

	mutex sync.Mutex
	local map[string]int
}

// Lease is the place of an open stream.
type Lease struct {
	leases *Leases
	stream string
	owners []string
}

// hold adds the stream ARGV[1] to a set for ARGV[2] milliseconds, unless ARGV[3]
// others are in it. Redis's own clock counts. What is no set is replaced.
var hold = goredis.NewScript(`
local kind = redis.call('TYPE', KEYS[1])
kind = kind.ok or kind
if kind ~= 'zset' and kind ~= 'none' then redis.call('DEL', KEYS[1]) end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local most = tonumber(ARGV[3])
if most > 0 and redis.call('ZCARD', KEYS[1]) >= most then return 0 end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`)

// Take counts a new stream of the user from the address. It returns a TooMany
// fault if one of them has as many as they may. Nil Leases count nothing.
func (l *Leases) Take(ctx context.Context, user, address string) (*Lease, error) {
	if l == nil {
		return &Lease{}, nil
	}
	lease := &Lease{leases: l, stream: rand.Text()}
	for _, owner := range []struct {
		key, name string
		most      int
	}{
		{"streams1:" + user, "a user", l.Limits.PerUser},
		{"streams1:" + address, "an address", l.Limits.PerAddress},
	} {
		if !l.take(ctx, lease.stream, owner.key, owner.most) {
			lease.Release(ctx)
			tooMany := fault.New(fault.TooMany, "%s may have at most %d open streams", owner.name, owner.most)
			tooMany.RetryAfter = l.Limits.Heartbeat // by then it is known which ones are dead
			return nil, tooMany
		}
		lease.owners = append(lease.owners, owner.key)
	}
	return lease, nil
}

func (l *Leases) take(ctx context.Context, stream, owner string, most int) bool {
	free, known := l.hold(ctx, stream, owner, most)
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if !known {
		free = l.local[owner] < most
	}
	if !free {
		return false
	}
	if l.local == nil {
		l.local = map[string]int{}
	}
	l.local[owner]++
	return true
}

// hold reports whether the stream has a place in Redis, and whether Redis knows.
func (l *Leases) hold(ctx context.Context, stream, owner string, most int) (held, known bool) {
	if l.Redis == nil {
		return false, false
	}
	ctx, cancel := context.WithTimeout(ctx, l.Timeout)
	defer cancel()
	held, err := hold.Run(ctx, l.Redis, []string{owner}, stream, l.Limits.lease().Milliseconds(), most).Bool()
	return held, err == nil
}

// Renew keeps the place. It also takes it again in a Redis that was away or has
// lost it.
func (l *Lease) Renew(ctx context.Context) {
	for _, owner := range l.owners {
		l.leases.hold(ctx, l.stream, owner, 0)
	}
}

// Release gives the place back.
func (l *Lease) Release(ctx context.Context) {
	if len(l.owners) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.leases.Timeout)
	defer cancel()
	for _, owner := range l.owners {
		l.leases.forget(owner)
		if l.leases.Redis != nil {
			l.leases.Redis.ZRem(ctx, owner, l.stream) // else the lease ends by itself
		}
	}
}

func (l *Leases) forget(owner string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	l.local[owner]--
	if l.local[owner] == 0 {
		delete(l.local, owner)
	}
}
