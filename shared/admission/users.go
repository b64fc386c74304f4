package admission

import (
	"context"
	"log/slog"
	"strconv"

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

// load reads the actor from the database and caches it. Requests that miss the
// same user at the same time share one query.
func (u *Users) load(ctx context.Context, id int64) (social.Actor, error) {
	// The first request's context must not end the others' query; the query
	// has its own time limit.
	shared := context.WithoutCancel(ctx)
	actor, err, _ := u.loading.Do(strconv.FormatInt(id, 10), func() (any, error) {
		actor, err := u.store.Actor(shared, id)
		if err == nil {
			u.Replace(shared, actor)
		}
		return actor, err
	})
	return actor.(social.Actor), err //nolint:forcetypeassert // the function above returns nothing else
}

// Replace writes the actor as it is now through to the cache. If that fails the
// old one is in use for cache.TTL at most.
func (u *Users) Replace(ctx context.Context, actor social.Actor) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), redis.Timeout)
	defer cancel()
	if err := u.cache.Put(ctx, actor); err != nil {
		slog.WarnContext(ctx, "the user cache was not updated", slog.Any("error", err))
	}
}
