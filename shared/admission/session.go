package admission

import (
	"context"
	"time"

	"social.example/shared/redis"
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

// StillSignedIn reports whether the user of an operation behind SignedIn would
// be let in again: one who was deactivated or signed out everywhere is not. If
// nobody can tell, they are.
func StillSignedIn(ctx context.Context) bool {
	v, _ := ctx.Value(visitorKey{}).(*visitor)
	if v == nil {
		return false
	}
	actor, err := v.gate.Users.find(ctx, v.claim.UserID)
	return !v.shutOut(actor, err)
}

// find returns the actor from the cache, else from the database.
func (u *Users) find(ctx context.Context, id int64) (social.Actor, error) {
	hurried, cancel := context.WithTimeout(ctx, redis.Timeout)
	actor, ok := u.cache.Get(hurried, id)
	cancel()
	if ok {
		return actor, nil
	}
	return u.load(ctx, id, true)
}
