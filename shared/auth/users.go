package auth

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"golang.org/x/sync/singleflight"

	"social.example/shared/cache"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/store"
)

// Users finds actors in the cache, else in the database.
type Users struct {
	store   store.Users
	cache   cache.Users
	loading singleflight.Group
}

// NewUsers returns the users of the database behind the cache.
func NewUsers(s store.Users, c cache.Users) *Users { return &Users{store: s, cache: c} }

// load reads the actor from the database and, if keep says so, caches it: not
// while Redis does not answer, for that would only be waited for. Requests that
// miss the same user at the same time share one query.
func (u *Users) load(ctx context.Context, id int64, keep bool) (social.Actor, error) {
	// The first request's context must not end the others' query; the query
	// has its own time limit.
	shared := context.WithoutCancel(ctx)
	actor, err, _ := u.loading.Do(strconv.FormatInt(id, 10), func() (any, error) {
		actor, err := u.store.Actor(shared, id)
		if err == nil && keep {
			u.put(shared, actor, redis.Timeout, u.cache.Put)
		}
		return actor, err
	})
	return actor.(social.Actor), err //nolint:forcetypeassert // the function above returns nothing else
}

// changeTimeout is how long a change of a user's rights waits for Redis. It is
// rare, and a hiccup of Redis must not leave the old rights in force.
const changeTimeout = time.Second

// Replace writes an actor who was changed through to the cache, and tells open
// streams. If that fails the old one is in use for cache.TTL at most.
func (u *Users) Replace(ctx context.Context, actor social.Actor) {
	u.put(ctx, actor, changeTimeout, u.cache.Replace)
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
