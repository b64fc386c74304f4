package auth

import (
	"net/http"

	"social.example/shared/ratelimit"
	"social.example/shared/token"
)

// Attempt counts an attempt at a target, such as a sign-in to an account or a use of a
// link. It applies limits per client address and per target, so that neither many
// targets nor many addresses help an attacker guess. It also limits the networks
// around the address, because one client may have many addresses. It returns the
// number of recent attempts from the client's IPv4 address or IPv6 site.
//
// An attempt that the client's own address limit refuses counts for that address
// only: one client can't use up the limits of its neighbours or of the target.
func (g *Gate) Attempt(w http.ResponseWriter, r *http.Request, target ratelimit.Subject) (tries int, err error) {
	return g.attempt(w, r, target, nil)
}

// AttemptMail is Attempt for operations that send a mail, such as a registration. It
// also limits how many mails a network may cause per day.
func (g *Gate) AttemptMail(w http.ResponseWriter, r *http.Request, target ratelimit.Subject) (tries int, err error) {
	return g.attempt(w, r, target, []ratelimit.Hit{g.Limits.Mail(r)})
}

// AttemptByDevice counts an attempt from a device on which somebody signed in to
// the account before. It shares no limit with attempts from elsewhere, so that
// they can't keep the owner of the account out. It returns the number of other
// recent attempts by such devices from the client's network.
func (g *Gate) AttemptByDevice(w http.ResponseWriter, r *http.Request, device token.DeviceID) (tries int, err error) {
	if !g.Limits.Enabled {
		return 0, nil
	}
	counts, err := g.take(w, r, g.Limits.DeviceAttempt(r, device[:]))
	if err != nil {
		return 0, err
	}
	return counts[1].Used - 1, nil
}

// AttemptCode counts a code of the subject's second factor before it is checked, so
// that simultaneous guesses count too. If the code was right, the caller calls right,
// which takes the count back. Only codes with the right password get here, and the
// response to a wrong code has the same headers as the response to a wrong password.
func (g *Gate) AttemptCode(w http.ResponseWriter, r *http.Request, subject ratelimit.Subject) (right func(), err error) {
	if !g.Limits.Enabled {
		return func() {}, nil
	}
	hits := []ratelimit.Hit{g.Limits.Code(subject)}
	if counts := g.Limiter.Take(r.Context(), hits, nil); !counts[0].Allowed {
		return nil, refuse(w, counts)
	}
	return func() { g.Limiter.GiveBack(r.Context(), hits) }, nil
}

func (g *Gate) attempt(
	w http.ResponseWriter, r *http.Request, target ratelimit.Subject, also []ratelimit.Hit,
) (tries int, err error) {
	if !g.Limits.Enabled {
		return 0, nil
	}
	tried := g.Limits.Attempt(r, target)
	counts, err := g.take(w, r, append(tried, also...))
	if err != nil {
		return 0, err
	}
	if site := len(tried) - 1; site > 2 {
		return counts[site].Used, nil
	}
	return counts[0].Used, nil
}

// take counts the hits of an attempt. If the first limit, which is the client's own,
// refuses it, the others do not count it.
func (g *Gate) take(w http.ResponseWriter, r *http.Request, hits []ratelimit.Hit) ([]ratelimit.Count, error) {
	counts := g.Limiter.Take(r.Context(), hits, nil)
	if !counts[0].Allowed {
		g.Limiter.GiveBack(r.Context(), hits[1:])
		counts = counts[:1]
	}
	return counts, refuse(w, counts)
}
