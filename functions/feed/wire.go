// Package feed is the function for the personal feed.
package feed

import (
	"social.example/shared/backend"
	"social.example/shared/boot"
	"social.example/shared/cursor"
	"social.example/shared/store"
)

// Config holds the settings of the function.
type Config = backend.Config

// New builds the function. It opens no connections.
func New(c Config) (boot.Service, error) {
	b, err := backend.Open(c)
	if err != nil {
		return boot.Service{}, err
	}
	s := service{
		feed:    store.Feed{DB: b.DB, Slots: store.NewSlots(c.Postgres.MaxConns)},
		cursors: b.Cursors,
	}
	return b.Serve(s.routes()), nil
}

type service struct {
	feed    store.Feed
	cursors cursor.Sealer
}
