package auth

import (
	"context"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/web"
)

type actorKey struct{}

// RequireUser lets a request go on to next only with a valid token of an active
// user, whom Actor then returns. All others get the same 401, whatever is wrong.
func RequireUser(next web.Handler) web.Handler {
	next = web.NoQuery(next)
	return func(w http.ResponseWriter, r *http.Request) error {
		c, _ := r.Context().Value(callerKey{}).(*caller)
		if c == nil || c.claim.UserID == 0 {
			return fault.NotSignedIn
		}
		actor, err := c.actor(r.Context())
		if c.shutOut(actor, err) {
			return fault.NotSignedIn
		}
		if err != nil {
			return err
		}
		return next(w, r.WithContext(context.WithValue(r.Context(), actorKey{}, actor)))
	}
}

// shutOut reports whether the token's user, who was looked up with this outcome,
// must not go on.
func (c *caller) shutOut(actor social.Actor, err error) bool {
	return fault.KindOf(err) == fault.NotFound || err == nil && !actor.Admits(c.claim.Issued)
}

// Actor returns the signed-in user of an operation behind RequireUser.
func Actor(ctx context.Context) social.Actor {
	actor, _ := ctx.Value(actorKey{}).(social.Actor)
	return actor
}
