package auth

import (
	"context"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/web"
)

// RequireUser calls next only if the request has a valid token of an active user.
// Actor then returns that user. Every other request gets the same 401, whatever the
// cause, and 5xx if the user can't be looked up.
func RequireUser(next web.Handler) web.Handler {
	next = web.NoQuery(next)
	return func(w http.ResponseWriter, r *http.Request) error {
		c, _ := r.Context().Value(callerKey{}).(*caller)
		if c == nil || c.claim.UserID == 0 {
			return fault.NotSignedIn
		}
		if c.err != nil {
			return c.err
		}
		c.actor = c.user
		return next(w, r)
	}
}

// revoked reports whether the token's user must be refused, given the result of looking
// up that user: the user does not exist, is not active, or has revoked tokens as old as
// this one, or the token's session has ended. Other errors are left to the caller.
func (c *caller) revoked(actor social.Actor, err error) bool {
	return fault.KindOf(err) == fault.NotFound || err == nil && !actor.Admits(c.claim.SessionID, c.claim.Issued)
}

// Actor returns the authenticated user of a request that passed RequireUser.
// Elsewhere it returns the zero Actor.
func Actor(ctx context.Context) social.Actor {
	c, _ := ctx.Value(callerKey{}).(*caller)
	if c == nil {
		return social.Actor{}
	}
	return c.actor
}
