package auth

import (
	"context"
	"log/slog"
	"strconv"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"social.example/shared/cache"
	"social.example/shared/redis"
	"social.example/shared/social"
)

// Users looks up actors in the cache, then in the database.
type Users struct {
	// Pins is its zero value without a replica.
	Pins cache.Pins

	read    func(ctx context.Context, id int64) (social.Actor, error)
	cache   cache.Users
	loading singleflight.Group
	doubted atomic.Pointer[time.Time] // when a pin may have been missed
}

// NewUsers returns Users that cache in c. read reads an actor from the database. It is
// a function, so that a deployed function without users does not link the database
// client.
func NewUsers(read func(ctx context.Context, id int64) (social.Actor, error), c cache.Users) *Users {
	return &Users{read: read, cache: c}
}

// load reads the actor from the database. It caches the actor if keep is set;
// callers do not set it while Redis does not respond, because the write would only
// time out. Concurrent requests for the same user share one query.
func (u *Users) load(ctx context.Context, id int64, keep bool) (social.Actor, error) {
	// The query must survive the cancellation of the request that started it,
	// because others wait for it. It has its own timeout.
	shared := context.WithoutCancel(ctx)
	actor, err, _ := u.loading.Do(strconv.FormatInt(id, 10), func() (any, error) {
		actor, err := u.read(shared, id)
		if err == nil && keep {
			u.put(shared, actor, redis.Timeout, u.cache.Put)
		}
		return actor, err
	})
	return actor.(social.Actor), err //nolint:forcetypeassert // the function above returns nothing else
}

// changeTimeout is how long a change of a user's rights waits for Redis. Such a
// change is rare, and a short failure of Redis must not leave the old rights in
// force.
const changeTimeout = time.Second

// Replace writes a changed actor to the cache, notifies open streams, and pins the
// actor. Every operation that changes what an actor may do calls it after the commit. If
// the write fails, the old value stays in use for at most cache.TTL.
func (u *Users) Replace(ctx context.Context, actor social.Actor) {
	u.Pin(ctx, actor.ID)
	u.put(ctx, actor, changeTimeout, u.cache.Replace)
}

// Renew replaces the cached actor with the one in the database, when a request finds it
// outdated.
func (u *Users) Renew(ctx context.Context, id int64) error {
	actor, err := u.read(ctx, id)
	if err == nil {
		u.Replace(ctx, actor)
	}
	return err
}

func (u *Users) put(
	ctx context.Context, actor social.Actor, timeout time.Duration, write func(context.Context, social.Actor) error,
) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), timeout)
	defer cancel()
	if err := write(ctx, actor); err != nil {
		slog.WarnContext(ctx, "the user cache was not updated", slog.Any("error", err))
	}
}
