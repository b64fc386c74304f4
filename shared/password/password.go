// Package password hashes and compares passwords with bcrypt.
package password

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"strings"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/social"
)

// Config sets the cost of a hash. Each step doubles the work.
type Config struct {
	Cost int `envconfig:"PASSWORD_COST" default:"12"`
}

// Validate implements settings.Validator.
func (c *Config) Validate() error {
	if c.Cost < bcrypt.MinCost || c.Cost > 20 {
		return errors.New("PASSWORD_COST must be from 4 to 20")
	}
	return nil
}

// Hasher computes one hash per processor at a time, on low-priority threads. More
// would only slow each other down, and at normal priority they would slow down
// every other request of the machine. Passwords from networks with few recent
// attempts go first. If too many wait, the last in order gets a TooMany fault at
// once.
type Hasher struct {
	cost  int
	queue queue
}

// New returns a hasher.
func New(c Config) *Hasher {
	processors := runtime.GOMAXPROCS(0)
	return &Hasher{cost: c.Cost, queue: queue{free: processors, bound: waiters * processors}}
}

// decoy returns a well-formed hash. Comparing with it costs as much as with a
// real hash, and making it costs nothing. No known password matches it.
func decoy(cost int) []byte {
	return fmt.Appendf(nil, "$2a$%02d$%s", cost, strings.Repeat("social.example/", 4)[:53])
}

// Hash returns the hash of the password's normal form. The password must be valid
// for a registration. attempts is the number of recent attempts of the client's
// network.
func (h *Hasher) Hash(ctx context.Context, password string, attempts int) (string, error) {
	var hash []byte
	err := h.work(ctx, attempts, func() (err error) {
		hash, err = bcrypt.GenerateFromPassword([]byte(social.NormalPassword(password)), h.cost)
		return err
	})
	return string(hash), err
}

// Matches reports whether the password matches the hash, and if so whether the
// hash is outdated: it has another cost than new ones, or was made from the
// password as typed instead of its normal form. If the password as typed differs
// from its normal form, both are compared. attempts is the number of recent
// attempts of the client's network.
//
// The time it takes depends only on the typed password. It is the same for an
// empty hash (an unknown user), for a password that no user can have, and for a
// hash of a lower cost.
func (h *Hasher) Matches(ctx context.Context, hash, password string, attempts int) (matches, outdated bool, err error) {
	normal := social.NormalPassword(password)
	asTyped := false
	err = h.work(ctx, attempts, func() (err error) {
		if matches, err = h.compare(hash, normal); err == nil && password != normal {
			asTyped, err = h.compare(hash, password)
		}
		return err
	})
	if err != nil || !matches && !asTyped {
		return false, false, err
	}
	cost, err := bcrypt.Cost([]byte(hash))
	outdated = cost != h.cost || !matches
	return true, outdated && len(normal) <= social.PasswordBytes, err
}

// compare reports whether the text matches the hash.
func (h *Hasher) compare(hash, text string) (bool, error) {
	secret, against := []byte(text), []byte(hash)
	possible := hash != "" && len(secret) <= social.PasswordBytes && !strings.ContainsRune(text, 0)
	if !possible {
		secret, against = secret[:min(len(secret), social.PasswordBytes)], decoy(h.cost)
	}
	mismatch := bcrypt.CompareHashAndPassword(against, secret)
	return mismatch == nil && possible, h.topUp(against, secret)
}

// topUp does the work that a hash of a lower cost saves. Each cost is twice the
// one before, so the costs from the hash's own up to h.cost-1 add up to the
// difference.
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

// work runs hash when its turn comes.
func (h *Hasher) work(ctx context.Context, attempts int, hash func() error) error {
	if err := h.queue.enter(ctx, attempts); err != nil {
		return err
	}
	defer h.queue.leave()
	done := make(chan error, 1)
	go func() {
		// The priority of a thread can't be raised again. The goroutine never
		// unlocks the thread, so the thread ends with it.
		runtime.LockOSThread()
		lowerPriority()
		done <- hash()
	}()
	return <-done
}
