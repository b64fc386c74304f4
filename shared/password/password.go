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

// Hasher does one hash per processor at a time, on threads that come last: more
// would only slow down each other, and at the same priority they slow down every
// other request of the machine. Passwords of networks with few recent attempts go
// first; when too many wait, the last one gets a TooMany fault at once.
type Hasher struct {
	cost  int
	queue queue
}

// New returns a hasher.
func New(c Config) *Hasher {
	processors := runtime.GOMAXPROCS(0)
	return &Hasher{cost: c.Cost, queue: queue{free: processors, bound: waiters * processors}}
}

// decoy is a hash in the right form: it costs what a real one costs, and making
// it costs nothing. No password is known to have it.
func decoy(cost int) []byte {
	return fmt.Appendf(nil, "$2a$%02d$%s", cost, strings.Repeat("social.example/", 4)[:53])
}

// Hash returns the hash of a valid registration's password, in its normal form.
// The attempts are those that its network made lately.
func (h *Hasher) Hash(ctx context.Context, password string, attempts int) (string, error) {
	var hash []byte
	err := h.work(ctx, attempts, func() (err error) {
		hash, err = bcrypt.GenerateFromPassword([]byte(social.NormalPassword(password)), h.cost)
		return err
	})
	return string(hash), err
}

// Matches reports whether the password has the hash, and if so whether the hash
// is outdated: of another cost than new ones, or of the password as it was typed
// instead of its normal form. A password that is typed in another form than the
// normal one is compared in both. How long it takes depends on what was typed
// only: as long for an empty hash, of a user that does not exist, for a password
// that no user can have, and for a hash of a lower cost, as for any other. The
// attempts are those that its network made lately.
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

// compare reports whether the text has the hash.
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

// work runs one hash when it is its turn.
func (h *Hasher) work(ctx context.Context, attempts int, hash func() error) error {
	if err := h.queue.enter(ctx, attempts); err != nil {
		return err
	}
	defer h.queue.leave()
	done := make(chan error, 1)
	go func() {
		// A thread that is lowered can't be raised again: it ends with
		// this goroutine, which never unlocks it.
		runtime.LockOSThread()
		lowerPriority()
		done <- hash()
	}()
	return <-done
}
