package ratelimit

import (
	"errors"
	"time"
)

// Config holds the limit of every operation and the stricter one of operations that
// check passwords or send mail.
type Config struct {
	Enabled      bool          `envconfig:"RATE_LIMIT_ENABLED" default:"true"`
	Requests     int           `envconfig:"RATE_LIMIT_REQUESTS" default:"20"`
	Window       time.Duration `envconfig:"RATE_LIMIT_WINDOW" default:"5s"`
	AuthRequests int           `envconfig:"RATE_LIMIT_AUTH_REQUESTS" default:"10"`
	AuthWindow   time.Duration `envconfig:"RATE_LIMIT_AUTH_WINDOW" default:"1m"`
	// ClientIPPosition is the position of the client's address in X-Forwarded-For,
	// counted from the right. 0 means the address of the connection.
	ClientIPPosition int `envconfig:"CLIENT_IP_POSITION" default:"0"`
}

// Validate implements settings.Validator.
func (c *Config) Validate() error {
	if c.Requests < 1 || c.AuthRequests < 1 {
		return errors.New("RATE_LIMIT_REQUESTS and RATE_LIMIT_AUTH_REQUESTS must be at least 1")
	}
	if c.Window < time.Second || c.AuthWindow < time.Second {
		return errors.New("RATE_LIMIT_WINDOW and RATE_LIMIT_AUTH_WINDOW must be at least 1s")
	}
	if c.ClientIPPosition < 0 {
		return errors.New("CLIENT_IP_POSITION must not be negative")
	}
	return nil
}

// Default returns the policy of every operation.
func (c Config) Default() Policy { return Policy{"default", c.Requests, c.Window} }

// Auth returns the policy of operations that check passwords or send mail.
func (c Config) Auth() Policy { return Policy{"auth", c.AuthRequests, c.AuthWindow} }
