// Package moderation is the function for reports, the decisions of moderators, and the
// log of their actions.
package moderation

import (
	"social.example/shared/auth"
	"social.example/shared/backend"
	"social.example/shared/boot"
	"social.example/shared/cursor"
	"social.example/shared/live"
	"social.example/shared/store"
	"social.example/shared/topic"
)

// Config holds the settings of the function.
type Config struct {
	backend.Config
	Topic topic.Config
}

// New builds the function. It opens no connections.
func New(c Config) (boot.Service, error) {
	b, err := backend.Open(c.Config)
	if err != nil {
		return boot.Service{}, err
	}
	emails := topic.Open(c.Topic)
	s := service{
		moderation: store.Moderation{DB: b.DB},
		users:      store.Users{DB: b.DB},
		announcer:  live.Announcer{Redis: b.Redis, Pin: b.Gate.Users.Pin},
		emails:     emails,
		actors:     b.Gate.Users,
		cursors:    b.Cursors,
	}
	return b.Serve(s.routes(), emails.Close), nil
}

type service struct {
	moderation store.Moderation
	users      store.Users
	announcer  live.Announcer
	emails     *topic.Emails
	actors     *auth.Users
	cursors    cursor.Sealer
}
