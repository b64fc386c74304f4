package account

import (
	"errors"
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/ratelimit"
	"social.example/shared/store"
)

// attempt counts an attempt at a target: Gate.Attempt, or Gate.AttemptMail.
type attempt func(w http.ResponseWriter, r *http.Request, target ratelimit.Subject) (tries int, err error)

// confirm calls act if the password of the signed-in user is right, and counts the
// attempt, so that a stolen token does not allow guessing. It counts separately from
// sign-ins, which strangers can attempt. If the password is wrong, it returns an Invalid
// fault that names the field. tries is the number of recent attempts from the client's
// network.
//
// act returns store.ErrOutdated if the account has changed since it was read. The
// password may still be right, as when a sign-in renews its hash, so confirm then checks
// it once more.
func (s service) confirm(
	w http.ResponseWriter, r *http.Request, count attempt, field, password string, act func(known store.Known, tries int) error,
) error {
	id := auth.Actor(r.Context()).ID
	tries, err := count(w, r, ratelimit.User(id))
	if err != nil {
		return err
	}
	for range 2 {
		known, err := s.accounts.Known(r.Context(), id)
		if errors.Is(err, fault.NotSignedIn) { // the cache still has the user as active
			err = errors.Join(err, s.actors.Renew(r.Context(), id))
		}
		if err != nil {
			return err
		}
		matches, _, err := s.passwords.Matches(r.Context(), known.Hash, password, tries)
		if err != nil {
			return err
		}
		if !matches {
			break
		}
		if err = act(known, tries); !errors.Is(err, store.ErrOutdated) {
			return err
		}
	}
	return wrong(field)
}

func wrong(field string) error {
	return fault.InvalidFields(map[string]string{field: "is wrong"})
}
