package admission

import (
	"net/http"

	"social.example/shared/social"
)

// Attempt counts a try at an account: a sign-in, a registration, a mail that is
// sent to it. It is limited for the client's address and for the account, so
// that neither many accounts nor many addresses help who guesses, and for the
// networks around the address, so that nobody has many addresses. It returns how
// many tries came lately from the client's IPv4 address or IPv6 site.
//
// What the limit of its own address refuses counts for that address only: one
// client can't use up what its neighbours and the account have.
func (g *Gate) Attempt(w http.ResponseWriter, r *http.Request, email string) (tries int, err error) {
	if !g.Limits.Enabled {
		return 0, nil
	}
	email, _ = social.NormalAddress(email)
	hits := g.Limits.Attempt(r, email)
	counts := g.Limiter.Take(r.Context(), hits, nil)
	if !counts[0].Allowed {
		g.Limiter.GiveBack(r.Context(), hits[1:])
		return 0, refuse(w, counts[:1])
	}
	tries = counts[0].Used
	if site := counts[len(counts)-1]; len(counts) > 3 {
		tries = site.Used
	}
	return tries, refuse(w, counts)
}
