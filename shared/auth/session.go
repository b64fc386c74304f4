package auth

import (
	"context"
	"time"

	"social.example/shared/social"
	"social.example/shared/token"
)

// TokenExpiry returns when an operation behind RequireUser that goes on for long
// must end for its token's sake: when that expires; if it was taken just after
// that, when no clock accepts it any more.
func TokenExpiry(ctx context.Context) time.Time {
	c, _ := ctx.Value(callerKey{}).(*caller)
	if c == nil {
		return time.Time{}
	}
	if c.claim.Expires.After(time.Now()) {
		return c.claim.Expires
	}
	return c.claim.Expires.Add(token.Leeway)
}

// StillValid returns what tells whether the user of an operation behind RequireUser,
// as they are now, would be let in again with the same token: one who was
// deactivated or signed out everywhere would not. It is for operations that go on
// for long.
func StillValid(ctx context.Context) func(social.Actor) bool {
	c, _ := ctx.Value(callerKey{}).(*caller)
	return func(now social.Actor) bool {
		return c != nil && now.ID == c.claim.UserID && !c.shutOut(now, nil)
	}
}
