// Package password hashes and compares passwords with bcrypt.
package password

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"
	"time"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/fault"
	"social.example/shared/social"
)

// Config says how much work a hash is. Each step doubles it.
type Config struct {
	Cost int `envconfig:"PASSWORD_COST" default:"12"`
}

// Validate implements envconf.Validator.
func (c *Config) Validate() error {
	if c.Cost < bcrypt.MinCost || c.Cost > 20 {
		return errors.New("PASSWORD_COST must be from 4 to 20")
	}
	return nil
}

// waitTime is how long a password waits for its turn.
const waitTime = 10 * time.Second

// Hasher does one hash per processor at a time, on threads that come last: more
// would only slow down each other, and at the same priority they slow down every
// other request of the machine.
type Hasher struct {
	cost  int
	slots chan struct{}
}

// New returns a hasher.
func New(c Config) *Hasher {
	return &Hasher{
		cost:  c.Cost,
		slots: make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
}

// decoy is a hash in the right form: it costs what a real one costs, and making
// it costs nothing. No password is known to have it.
func decoy(cost int) []byte {
	return fmt.Appendf(nil, "$2a$%02d$%s", cost, strings.Repeat("social.example/", 4)[:53])
}

// Hash returns the hash of a valid registration's password.
func (h *Hasher) Hash(ctx context.Context, password string) (string, error) {
	var hash []byte
	err := h.work(ctx, func() (err error) {
		hash, err = bcrypt.GenerateFromPassword([]byte(password), h.cost)
		return err
	})
	return string(hash), err
}

// Outdated reports whether the hash is of another cost than new ones.
func (h *Hasher) Outdated(hash string) bool {
	cost, err := bcrypt.Cost([]byte(hash))
	return err == nil && cost != h.cost
}

// Matches reports whether the password has the hash. It takes as long for an
// empty hash, of a user that does not exist, for a password that no user can
// have, and for a hash of a lower cost, as for any other.
func (h *Hasher) Matches(ctx context.Context, hash, password string) (bool, error) {
	secret, against := []byte(password), []byte(hash)
	possible := hash != "" && len(secret) <= social.PasswordBytes && !strings.ContainsRune(password, 0)
	if !possible {
		secret, against = secret[:min(len(secret), social.PasswordBytes)], decoy(h.cost)
	}
	var mismatch error
	err := h.work(ctx, func() error {
		mismatch = bcrypt.CompareHashAndPassword(against, secret)
		return h.topUp(against, secret)
	})
	return err == nil && mismatch == nil && possible, err
}

// topUp does the work that a hash of a lower cost saves. Each cost is twice the
// one before, so those from the hash's own to the one before ours add up to it.
func (h *Hasher) topUp(hash, secret []byte) error {
	cost, err := bcrypt.Cost(hash)
	if err != nil {
		return fmt.Errorf("read a password hash: %w", err)
	}
	for ; cost < h.cost; cost++ {
		_ = bcrypt.CompareHashAndPassword(decoy(cost), secret) // never matches
	}
	return nil
}

// work runs one hash when there is a processor for it. Who has waited for
// waitTime is told that the service is busy.
func (h *Hasher) work(ctx context.Context, hash func() error) error {
	ctx, cancel := context.WithTimeout(ctx, waitTime)
	defer cancel()
	select {
	case h.slots <- struct{}{}:
		defer func() { <-h.slots }()
		done := make(chan error, 1)
		go func() {
			// A thread that is lowered can't be raised again: it ends with
			// this goroutine, which never unlocks it.
			runtime.LockOSThread()
			lowerPriority()
			done <- hash()
		}()
		return <-done
	case <-ctx.Done():
		return fault.UnavailableBy(fmt.Errorf("wait to hash a password: %w", ctx.Err()))
	}
}
