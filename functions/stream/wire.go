// Package stream is the function for the live feed.
package stream

import (
	"context"

	"social.example/shared/auth"
	"social.example/shared/backend"
	"social.example/shared/boot"
	"social.example/shared/cursor"
	"social.example/shared/live"
	"social.example/shared/redis"
	"social.example/shared/store"
)

// Config holds the settings of the function.
type Config = backend.Config

// New builds the function. It opens no connections.
func New(c Config) (boot.Service, error) { return build(c, live.DefaultLimits) }

func build(c Config, limits live.Limits) (boot.Service, error) {
	b, err := backend.Open(c)
	if err != nil {
		return boot.Service{}, err
	}
	stopping, stop := context.WithCancel(context.Background())
	s := service{
		feed:          store.Feed{DB: b.DB},
		notifications: store.Notifications{DB: b.DB},
		cursors:       b.Cursors,
		actors:        b.Gate.Users,
		addressAt:     c.Limits.ClientIPPosition,
		hub:           live.NewHub(store.Live{DB: b.DB}, live.Announcer{Redis: b.Redis}, limits),
		limits:        limits,
		stopping:      stopping,
	}
	if c.Limits.Enabled {
		s.leases = &live.Leases{Redis: b.Redis, Timeout: redis.Timeout, Limits: limits}
	}
	built := b.Serve(s.routes())
	built.Stop = stop
	return built, nil
}

type service struct {
	feed          store.Feed
	notifications store.Notifications
	cursors       cursor.Sealer
	actors        *auth.Users
	leases        *live.Leases // nil if limits are disabled
	addressAt     int          // the position of the client's address in X-Forwarded-For
	hub           *live.Hub
	limits        live.Limits
	stopping      context.Context // canceled when the instance stops
}
