// Package notifications is the function for notifications and their settings.
package notifications

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
	s := service{notifications: store.Notifications{DB: b.DB}, cursors: b.Cursors}
	return b.Serve(s.routes()), nil
}

type service struct {
	notifications store.Notifications
	cursors       cursor.Sealer
}
