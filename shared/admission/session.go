package admission

import (
	"context"
	"time"

	"social.example/shared/social"
	"social.example/shared/token"
)

// SignedInUntil returns when an operation behind SignedIn that goes on for long
// must end for its token's sake: when that expires; if it was taken just after
// that, when no clock accepts it any more.
func SignedInUntil(ctx context.Context) time.Time {
	v, _ := ctx.Value(visitorKey{}).(*visitor)
	if v == nil {
		return time.Time{}
	}
	if v.claim.Expires.After(time.Now()) {
		return v.claim.Expires
	}
	return v.claim.Expires.Add(token.Leeway)
}

// StillAdmits returns what tells whether the user of an operation behind SignedIn,
// as they are now, would be let in again with the same token: one who was
// deactivated or signed out everywhere would not. It is for operations that go on
// for long.
func StillAdmits(ctx context.Context) func(social.Actor) bool {
	v, _ := ctx.Value(visitorKey{}).(*visitor)
	return func(now social.Actor) bool {
		return v != nil && now.ID == v.claim.UserID && !v.shutOut(now, nil)
	}
}
