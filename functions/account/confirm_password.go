package account

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/ratelimit"
	"social.example/shared/store"
)

// attempt counts an attempt at a target: Gate.Attempt, or Gate.AttemptMail.
type attempt func(w http.ResponseWriter, r *http.Request, target ratelimit.Subject) (tries int, err error)

// confirm checks the password of the signed-in user, and counts the attempt: a
// stolen token must not let anybody guess. It counts apart from sign-ins, which
// strangers can try. It returns an Invalid fault that names the field if the password
// is wrong. tries is the number of recent attempts of the client's network.
func (s service) confirm(
	w http.ResponseWriter, r *http.Request, count attempt, field, password string,
) (known store.Known, tries int, err error) {
	id := auth.Actor(r.Context()).ID
	if tries, err = count(w, r, ratelimit.User(id)); err != nil {
		return known, tries, err
	}
	if known, err = s.accounts.Known(r.Context(), id); err != nil {
		return known, tries, err
	}
	matches, _, err := s.passwords.Matches(r.Context(), known.Hash, password, tries)
	if err == nil && !matches {
		err = wrong(field)
	}
	return known, tries, err
}

func wrong(field string) error {
	return fault.InvalidFields(map[string]string{field: "is wrong"})
}
