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
// instances. Redis holds a set of streams for each owner. If an instance dies,
// its streams leave the set when their leases expire. While Redis is unavailable,
// each instance counts its own streams.
type Leases struct {
	Redis   goredis.UniversalClient
	Timeout time.Duration // of each call to Redis
	Limits  Limits

	mutex sync.Mutex
	local map[string]int
}

// Lease counts one open stream against the limits of its owners.
type Lease struct {
	leases *Leases
	stream string
	owners []string
}

// holdScript adds the stream ARGV[1] to the set KEYS[1] for ARGV[2] milliseconds,
// unless the set already has ARGV[3] streams (0: no limit). It uses the clock of
// Redis. A key of another type is replaced.
var holdScript = goredis.NewScript(`
local kind = redis.call('TYPE', KEYS[1])
kind = kind.ok or kind
if kind ~= 'zset' and kind ~= 'none' then redis.call('DEL', KEYS[1]) end
local time = redis.call('TIME')
local now = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000)
redis.call('ZREMRANGEBYSCORE', KEYS[1], '-inf', now)
local limit = tonumber(ARGV[3])
if limit > 0 and redis.call('ZCARD', KEYS[1]) >= limit then return 0 end
redis.call('ZADD', KEYS[1], now + tonumber(ARGV[2]), ARGV[1])
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 1`)

// Take counts a new stream of the user from the address. It returns a TooMany
// fault if either has reached its limit. Nil Leases count nothing.
func (l *Leases) Take(ctx context.Context, user, address string) (*Lease, error) {
	if l == nil {
		return &Lease{}, nil
	}
	lease := &Lease{leases: l, stream: rand.Text()}
	for _, owner := range []struct {
		key, name string
		limit     int
	}{
		{"streams1:" + user, "a user", l.Limits.PerUser},
		{"streams1:" + address, "an address", l.Limits.PerAddress},
	} {
		if !l.take(ctx, lease.stream, owner.key, owner.limit) {
			lease.Release(ctx)
			tooMany := fault.New(fault.TooMany, "%s may have at most %d open streams", owner.name, owner.limit)
			tooMany.RetryAfter = l.Limits.Heartbeat // by then dead streams are detected
			return nil, tooMany
		}
		lease.owners = append(lease.owners, owner.key)
	}
	return lease, nil
}

func (l *Leases) take(ctx context.Context, stream, owner string, limit int) bool {
	free, known := l.hold(ctx, stream, owner, limit)
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if !known {
		free = l.local[owner] < limit
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

// hold reports whether Redis counts the stream (held), and whether Redis answered
// (known).
func (l *Leases) hold(ctx context.Context, stream, owner string, limit int) (held, known bool) {
	if l.Redis == nil {
		return false, false
	}
	ctx, cancel := context.WithTimeout(ctx, l.Timeout)
	defer cancel()
	held, err := holdScript.Run(ctx, l.Redis, []string{owner}, stream, l.Limits.lease().Milliseconds(), limit).Bool()
	return held, err == nil
}

// Renew extends the lease. It also restores it in a Redis that was unavailable or
// has lost it.
func (l *Lease) Renew(ctx context.Context) {
	for _, owner := range l.owners {
		l.leases.hold(ctx, l.stream, owner, 0)
	}
}

// Release ends the lease.
func (l *Lease) Release(ctx context.Context) {
	if len(l.owners) == 0 {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), l.leases.Timeout)
	defer cancel()
	for _, owner := range l.owners {
		l.leases.forget(owner)
		if l.leases.Redis != nil {
			l.leases.Redis.ZRem(ctx, owner, l.stream) // if this fails, the lease expires
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
