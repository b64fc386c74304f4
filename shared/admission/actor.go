package admission

import (
	"context"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/web"
)

type actorKey struct{}

// SignedIn lets a request go on to next only with a valid token of an active
// user, whom Actor then returns. All others get the same 401, whatever is wrong.
func SignedIn(next web.Handler) web.Handler {
	next = web.NoQuery(next)
	return func(w http.ResponseWriter, r *http.Request) error {
		v, _ := r.Context().Value(visitorKey{}).(*visitor)
		if v == nil || v.claim.UserID == 0 {
			return fault.NotSignedIn
		}
		actor, err := v.actor(r.Context())
		if v.shutOut(actor, err) {
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
func (v *visitor) shutOut(actor social.Actor, err error) bool {
	return fault.KindOf(err) == fault.NotFound || err == nil && !actor.Admits(v.claim.Issued)
}

// Actor returns the signed-in user of an operation behind SignedIn.
func Actor(ctx context.Context) social.Actor {
	actor, _ := ctx.Value(actorKey{}).(social.Actor)
	return actor
}
