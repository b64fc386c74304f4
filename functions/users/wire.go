// Package users is the function for users, their follows, mutes and blocks, and their roles.
package users

import (
	"social.example/shared/auth"
	"social.example/shared/backend"
	"social.example/shared/boot"
	"social.example/shared/cursor"
	"social.example/shared/live"
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
		users:     store.Users{DB: b.DB, Slots: store.NewSlots(c.Postgres.MaxConns)},
		follows:   store.Follows{DB: b.DB},
		mutes:     store.Mutes{DB: b.DB},
		blocks:    store.Blocks{DB: b.DB},
		posts:     store.Posts{DB: b.DB},
		announcer: live.Announcer{Redis: b.Redis, Pin: b.Gate.Users.Pin},
		actors:    b.Gate.Users,
		cursors:   b.Cursors,
	}
	return b.Serve(s.routes()), nil
}

type service struct {
	users     store.Users
	follows   store.Follows
	mutes     store.Mutes
	blocks    store.Blocks
	posts     store.Posts
	announcer live.Announcer
	actors    *auth.Users
	cursors   cursor.Sealer
}
