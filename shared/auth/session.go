package auth

import (
	"context"
	"time"

	"social.example/shared/social"
	"social.example/shared/token"
)

// SessionID returns the id of the session of a request that passed RequireUser. It
// is 0 for a token from before there were sessions.
func SessionID(ctx context.Context) int64 {
	c, _ := ctx.Value(callerKey{}).(*caller)
	if c == nil {
		return 0
	}
	return c.claim.SessionID
}

// TokenExpiry returns the time at which a long-running operation behind RequireUser
// must end because its token expires. A token that has expired already but was
// accepted within token.Leeway yields the end of that leeway.
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

// StillValid returns a function for long-running operations behind RequireUser. It
// takes the current state of the user and reports whether the request's token would
// still be accepted. It reports false for a user who was deactivated or signed out
// everywhere, and after the session has ended.
func StillValid(ctx context.Context) func(social.Actor) bool {
	c, _ := ctx.Value(callerKey{}).(*caller)
	return func(now social.Actor) bool {
		return c != nil && now.ID == c.claim.UserID && !c.revoked(now, nil)
	}
}
