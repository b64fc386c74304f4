// Package posts is the function for posts and their comments.
package posts

import (
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
		posts:     store.Posts{DB: b.DB},
		comments:  store.Comments{DB: b.DB},
		reactions: store.Reactions{DB: b.DB},
		announcer: live.Announcer{Redis: b.Redis, Pin: b.Gate.Users.Pin},
		cursors:   b.Cursors,
	}
	return b.Serve(s.routes()), nil
}

type service struct {
	posts     store.Posts
	comments  store.Comments
	reactions store.Reactions
	announcer live.Announcer
	cursors   cursor.Sealer
}
