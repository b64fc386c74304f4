package auth

import (
	"net/http"

	"social.example/shared/ratelimit"
	"social.example/shared/social"
)

// Attempt counts a try at an account, as a sign-in. It is limited for the client's address and for the account, so
// that neither many accounts nor many addresses help who guesses, and for the
// networks around the address, so that nobody has many addresses. It returns how
// many tries came lately from the client's IPv4 address or IPv6 site.
//
// What the limit of its own address refuses counts for that address only: one
// client can't use up what its neighbours and the account have.
func (g *Gate) Attempt(w http.ResponseWriter, r *http.Request, email string) (tries int, err error) {
	return g.attempt(w, r, email, nil)
}

// AttemptMail is Attempt for what sends a mail, as a registration. The mails that
// a network causes in a day are limited, too.
func (g *Gate) AttemptMail(w http.ResponseWriter, r *http.Request, email string) (tries int, err error) {
	return g.attempt(w, r, email, []ratelimit.Hit{g.Limits.Mail(r)})
}

func (g *Gate) attempt(w http.ResponseWriter, r *http.Request, email string, also []ratelimit.Hit) (tries int, err error) {
	if !g.Limits.Enabled {
		return 0, nil
	}
	email, _ = social.NormalAddress(email)
	tried := g.Limits.Attempt(r, email)
	hits := append(tried, also...)
	counts := g.Limiter.Take(r.Context(), hits, nil)
	if !counts[0].Allowed {
		g.Limiter.GiveBack(r.Context(), hits[1:])
		return 0, refuse(w, counts[:1])
	}
	tries = counts[0].Used
	if site := len(tried) - 1; site > 2 {
		tries = counts[site].Used
	}
	return tries, refuse(w, counts)
}
