// Package account is the function for a user's own account.
package account

import (
	"social.example/shared/auth"
	"social.example/shared/backend"
	"social.example/shared/boot"
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
		users:  store.Users{DB: b.DB},
		actors: b.Gate.Users,
	}
	return b.Serve(s.routes()), nil
}

type service struct {
	users  store.Users
	actors *auth.Users
}
