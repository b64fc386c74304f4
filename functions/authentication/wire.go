// Package authentication is the function for registration, activation and
// sign-in.
package authentication

import (
	"time"

	"social.example/shared/auth"
	"social.example/shared/backend"
	"social.example/shared/boot"
	"social.example/shared/password"
	"social.example/shared/store"
	"social.example/shared/token"
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
	deviceKeys, err := c.Tokens.Keys.Derive("device")
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
		users:     store.Users{DB: b.DB},
		sessions:  store.Sessions{DB: b.DB},
		actors:    b.Gate.Users,
		gate:      b.Gate,
		passwords: password.New(c.Passwords),
		secrets:   secrets,
		tokens:    b.Gate.Tokens,
		lifetime:  c.Tokens.TTL,
		devices:   token.Devices{Keys: deviceKeys, Now: time.Now},
		emails:    emails,
	}
	return b.Serve(s.routes(), emails.Close), nil
}

type service struct {
	accounts  store.Accounts
	users     store.Users
	sessions  store.Sessions
	actors    *auth.Users
	gate      *auth.Gate
	passwords *password.Hasher
	secrets   totp.Vault
	tokens    *token.Authority
	lifetime  time.Duration // the longest of an access token
	devices   token.Devices
	emails    *topic.Emails
}
