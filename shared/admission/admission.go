// Package admission decides who may go on to the operations of a function: it
// counts the request, verifies its token and finds its user.
package admission

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/cache"
	"social.example/shared/fault"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/token"
	"social.example/shared/web"
)

// Gate admits requests. Tokens and Users may be nil in a function whose
// operations are open to everyone.
type Gate struct {
	Limits  ratelimit.Config
	Limiter *ratelimit.Limiter
	Tokens  *token.Authority
	Users   *Users
}

// visitor is what the gate found out about a request's sender.
type visitor struct {
	gate   *Gate
	claim  token.Claim        // of a valid token; its UserID is 0 without one
	cached *goredis.StringCmd // the cache's reply about the claim's user
}

type visitorKey struct{}

// Admit counts the request and goes on to next, or refuses it. The token is
// verified first, without I/O; the count and the user's cached value then take
// one round trip to Redis.
func (g *Gate) Admit(next web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		v := &visitor{gate: g, claim: g.claim(r)}
		web.VisitOf(r.Context()).ActorID = v.claim.UserID

		var hits []ratelimit.Hit
		if g.Limits.Enabled {
			subject := ratelimit.Address(r, g.Limits.ClientIPPosition)
			if v.claim.UserID != 0 {
				subject = ratelimit.User(v.claim.UserID)
			}
			hits = []ratelimit.Hit{{Policy: g.Limits.Default(), Subject: subject}}
		}
		if err := refuse(w, g.Limiter.Take(r.Context(), hits, v.lookUp(r.Context()))); err != nil {
			return err
		}
		return next(w, r.WithContext(context.WithValue(r.Context(), visitorKey{}, v)))
	}
}

// lookUp adds the user's cached value to the limiter's round trip.
func (v *visitor) lookUp(ctx context.Context) func(goredis.Pipeliner) {
	id := v.claim.UserID
	if id == 0 {
		return nil
	}
	return func(pipe goredis.Pipeliner) { v.cached = pipe.Get(ctx, cache.Key(id)) }
}

// actor returns the claim's user, from the cache if it had a value of them.
func (v *visitor) actor(ctx context.Context) (social.Actor, error) {
	answered := false
	if v.cached != nil {
		if actor, ok := cache.Parse(v.claim.UserID, v.cached.Val()); ok {
			return actor, nil
		}
		answered = v.cached.Err() == nil || errors.Is(v.cached.Err(), goredis.Nil)
	}
	return v.gate.Users.load(ctx, v.claim.UserID, answered)
}

// claim returns what the request's token says, a zero claim without a valid one.
func (g *Gate) claim(r *http.Request) token.Claim {
	values := r.Header.Values("Authorization")
	if g.Tokens == nil || len(values) != 1 {
		return token.Claim{}
	}
	scheme, text, _ := strings.Cut(strings.Trim(values[0], " \t"), " ")
	if !strings.EqualFold(scheme, "Bearer") {
		return token.Claim{}
	}
	claim, err := g.Tokens.Verify(strings.TrimLeft(text, " ")) // RFC 9110, section 11.4
	if err != nil {
		return token.Claim{}
	}
	return claim
}

// refuse states what is left of the first count, which is the client's own, or of
// one that is exhausted, and returns a TooMany fault then: what others have left of
// an account's count would tell that they use it. The headers are those of
// draft-ietf-httpapi-ratelimit-headers-10; a second policy gets its own lines.
func refuse(w http.ResponseWriter, counts []ratelimit.Count) error {
	if len(counts) == 0 {
		return nil
	}
	stated := counts[0]
	for _, c := range counts[1:] {
		if !c.Allowed {
			stated = c
		}
	}
	p := stated.Policy
	w.Header().Add("RateLimit-Policy", fmt.Sprintf("%q;q=%d;w=%s", p.Name, p.Requests, web.Seconds(p.Window)))
	w.Header().Add("RateLimit", fmt.Sprintf("%q;r=%d;t=%s", p.Name, stated.Remaining, web.Seconds(stated.Reset)))
	if stated.Allowed {
		return nil
	}
	limited := fault.New(fault.TooMany, "too many requests: wait %s s", web.Seconds(stated.Reset))
	limited.RetryAfter = stated.Reset
	return limited
}
