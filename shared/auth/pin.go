package auth

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/cache"
	"social.example/shared/redis"
	"social.example/shared/web"
)

// pin is the user's pin in the request's round trip to Redis: a request that may write
// sets it, any other reads it.
type pin struct {
	writes bool
	pinned cache.Pinned
	at     time.Time // before it was pinned
	read   cache.PinRead
}

func queuePin(ctx context.Context, pipe goredis.Pipeliner, method string, user int64) *pin {
	if method == http.MethodGet || method == http.MethodHead {
		return &pin{read: cache.QueuePinRead(ctx, pipe, user)}
	}
	return &pin{writes: true, at: time.Now(), pinned: cache.QueuePin(ctx, pipe, user)}
}

// Pin makes the users read from the primary for a while, because what they may see has
// changed. It does nothing without a replica.
func (u *Users) Pin(ctx context.Context, users ...int64) {
	if u.Pins.Redis == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), redis.Timeout)
	defer cancel()
	if err := u.Pins.Pin(ctx, users...); err != nil {
		u.doubtPins()
		slog.WarnContext(ctx, "users were not pinned to the primary", slog.Any("error", err))
	}
}

// doubtPins keeps the instance from reading from the replica for cache.PinTime.
func (u *Users) doubtPins() { u.doubted.Store(new(time.Now())) }

func (u *Users) doubtsPins() bool {
	at := u.doubted.Load()
	return at != nil && time.Since(*at) < cache.PinTime
}

// pinned calls next for a user who was pinned before. If the response comes long after
// that, or the pin failed, it pins the user again before the response begins.
func (c *caller) pinned(next web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		again := sync.OnceFunc(func() {
			if !c.pin.pinned.Done() || time.Since(c.pin.at) > cache.PinSlack {
				c.gate.Users.Pin(r.Context(), c.claim.UserID)
			}
		})
		err := next(pinning{w, again}, r)
		again()
		return err
	}
}

// pinning is a response that pins before it begins.
type pinning struct {
	http.ResponseWriter
	pin func()
}

// Unwrap supports http.ResponseController.
func (p pinning) Unwrap() http.ResponseWriter { return p.ResponseWriter }

func (p pinning) WriteHeader(status int) {
	p.pin()
	p.ResponseWriter.WriteHeader(status)
}

func (p pinning) Write(b []byte) (int, error) {
	p.pin()
	return p.ResponseWriter.Write(b)
}
