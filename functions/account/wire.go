// Package account is the function with which users manage their own accounts.
package account

import (
	"social.example/shared/auth"
	"social.example/shared/backend"
	"social.example/shared/boot"
	"social.example/shared/cursor"
	"social.example/shared/password"
	"social.example/shared/store"
	"social.example/shared/topic"
	"social.example/shared/totp"
)

// Config holds the settings of the function.
type Config struct {
	backend.Config
	Passwords password.Config
	TOTP      totp.Config
	Topic     topic.Config
}

// New builds the function. It opens no connections.
func New(c Config) (boot.Service, error) {
	b, err := backend.Open(c.Config)
	if err != nil {
		return boot.Service{}, err
	}
	secrets, err := totp.Open(c.TOTP, c.Tokens.Keys)
	if err != nil {
		return boot.Service{}, err
	}
	emails := topic.Open(c.Topic)
	s := service{
		accounts:  store.Accounts{DB: b.DB},
		gate:      b.Gate,
		passwords: password.New(c.Passwords),
		secrets:   secrets,
		emails:    emails,
		users:     store.Users{DB: b.DB},
		exports:   store.Exports{DB: b.DB, Slots: store.NewSlots(c.Postgres.MaxConns)},
		actors:    b.Gate.Users,
		sessions:  store.Sessions{DB: b.DB},
		reactions: store.Reactions{DB: b.DB},
		mutes:     store.Mutes{DB: b.DB},
		blocks:    store.Blocks{DB: b.DB},
		cursors:   b.Cursors,
	}
	return b.Serve(s.routes(), emails.Close), nil
}

type service struct {
	accounts  store.Accounts
	gate      *auth.Gate
	passwords *password.Hasher
	secrets   totp.Vault
	emails    *topic.Emails
	users     store.Users
	exports   store.Exports
	actors    *auth.Users
	sessions  store.Sessions
	reactions store.Reactions
	mutes     store.Mutes
	blocks    store.Blocks
	cursors   cursor.Sealer
}
