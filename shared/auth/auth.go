// Package auth authenticates requests: it counts them against the rate limit,
// verifies their token and finds its user.
package auth

import (
	"context"
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

// Gate authenticates requests and limits their rate. Tokens and Users may be nil in a function whose
// operations are open to everyone.
type Gate struct {
	Limits  ratelimit.Config
	Limiter *ratelimit.Limiter
	Tokens  *token.Authority
	Users   *Users
}

// caller is what is known of the sender of a request.
type caller struct {
	gate   *Gate
	claim  token.Claim // of a valid token; its UserID is 0 without one
	cached cache.Read  // of the claim's user
}

type callerKey struct{}

// Authenticate verifies the token of a request, counts the request and calls next,
// or refuses it with 429. The token is verified without I/O. The count and the
// user's cached value take one round trip to Redis. A request without a valid token
// is counted by its address; RequireUser refuses it where a user is needed.
func (g *Gate) Authenticate(next web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c := &caller{gate: g, claim: g.claim(r)}
		web.RequestInfoOf(r.Context()).ActorID = c.claim.UserID

		var hits []ratelimit.Hit
		if g.Limits.Enabled {
			subject := ratelimit.Address(r, g.Limits.ClientIPPosition)
			if c.claim.UserID != 0 {
				subject = ratelimit.User(c.claim.UserID)
			}
			hits = []ratelimit.Hit{{Policy: g.Limits.Default(), Subject: subject}}
		}
		if err := refuse(w, g.Limiter.Take(r.Context(), hits, c.lookUp(r.Context()))); err != nil {
			return err
		}
		return next(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, c)))
	}
}

// lookUp adds the user's cached value to the limiter's round trip.
func (c *caller) lookUp(ctx context.Context) func(goredis.Pipeliner) {
	id := c.claim.UserID
	if id == 0 {
		return nil
	}
	return func(pipe goredis.Pipeliner) { c.cached = cache.Queue(ctx, pipe, id) }
}

// actor returns the claim's user, from the cache if it has them.
func (c *caller) actor(ctx context.Context) (social.Actor, error) {
	actor, found, answered := c.cached.Actor()
	if found {
		return actor, nil
	}
	return c.gate.Users.load(ctx, c.claim.UserID, answered)
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
