// Package auth authenticates requests: it counts each request against its rate
// limit, verifies the token and loads the token's user.
package auth

import (
	"context"
	"net/http"
	"strconv"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/cache"
	"social.example/shared/fault"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/token"
	"social.example/shared/web"
)

// Gate authenticates requests and limits their rate. Tokens and Users may be nil in
// a function that has only public operations.
type Gate struct {
	Limits  ratelimit.Config
	Limiter *ratelimit.Limiter
	Tokens  *token.Authority
	Users   *Users
	// Replica is nil without a replica of the database. It returns a context in which
	// the store reads from the replica, or nil if the replica lags too far. retry
	// reports whether the caller should repeat a failed read on the primary.
	Replica func(context.Context) (reading context.Context, retry func(error) bool)
}

// caller holds what is known about the sender of a request.
type caller struct {
	gate   *Gate
	claim  token.Claim  // UserID is 0 without a valid token
	cached cache.Read   // the cached user of the claim
	user   social.Actor // of the claim
	err    error        // of looking up the user
	actor  social.Actor // set by RequireUser
	pin    *pin         // nil without a replica or a valid token
}

type callerKey struct{}

// Authenticate verifies the token of a request, counts the request and calls next, or
// refuses it with 429. The token is verified without I/O. The count and the user's
// cached value take one round trip to Redis. A request without a valid token is counted
// by its client address; RequireUser refuses it where a user is required. A revoked
// token is not valid: a second round trip moves the request from the user's limit to
// that of the client address.
func (g *Gate) Authenticate(next web.Handler) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		c := &caller{gate: g, claim: g.claim(r)}
		web.RequestInfoOf(r.Context()).ActorID = c.claim.UserID

		hits := c.hits(r)
		counts := g.Limiter.Take(r.Context(), hits, c.queue(r))
		if c.lookUp(r.Context(), counts) && c.revoked(c.user, c.err) {
			c.claim, c.pin = token.Claim{}, nil
			counts = g.Limiter.Move(r.Context(), hits, c.hits(r))
		}
		if err := refuse(w, counts); err != nil {
			return err
		}
		next := next
		if c.pin != nil && c.pin.writes {
			next = c.pinned(next)
		}
		return next(w, r.WithContext(context.WithValue(r.Context(), callerKey{}, c)))
	}
}

// hits returns what the request counts as: a hit of the user with a valid token, else
// one of the client's address.
func (c *caller) hits(r *http.Request) []ratelimit.Hit {
	limits := c.gate.Limits
	if !limits.Enabled {
		return nil
	}
	if c.claim.UserID != 0 {
		return []ratelimit.Hit{{Policy: limits.Default(), Subject: ratelimit.User(c.claim.UserID)}}
	}
	return []ratelimit.Hit{{Policy: limits.Default(), Subject: ratelimit.Address(r, limits.ClientIPPosition)}}
}

// queue returns a function that adds commands to the limiter's round trip: the read of
// the cached user, and with a replica the read or write of the user's pin. It returns
// nil without a valid token.
func (c *caller) queue(r *http.Request) func(goredis.Pipeliner) {
	id := c.claim.UserID
	if id == 0 {
		return nil
	}
	return func(pipe goredis.Pipeliner) {
		c.cached = cache.Queue(r.Context(), pipe, id)
		if c.gate.Replica != nil {
			c.pin = queuePin(r.Context(), pipe, r.Method, id)
		}
	}
}

// lookUp looks the claim's user up in the cache, or in the database on a miss, and
// reports whether it did. While Redis does not respond, a request that is refused anyway
// does not reach the database.
func (c *caller) lookUp(ctx context.Context, counts []ratelimit.Count) bool {
	if c.claim.UserID == 0 {
		return false
	}
	user, found, answered := c.cached.Actor()
	switch {
	case found:
		c.user = user
	case !answered && len(counts) > 0 && !counts[0].Allowed:
		return false
	default:
		c.user, c.err = c.gate.Users.load(ctx, c.claim.UserID, answered)
	}
	return true
}

// claim returns the claim of the request's bearer token, or the zero claim if there
// is no valid token.
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

// The names of the rate limit headers, in the form that http.Header keeps them in.
const policyHeader, stateHeader = "Ratelimit-Policy", "Ratelimit"

// refuse sets the rate limit headers and returns a TooMany fault if a count is
// exhausted. The headers describe the first count, which is the client's own, unless
// another is exhausted. The rest of an account's count stays hidden because it would
// reveal that somebody else uses the account. The headers follow
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
	name := strconv.Quote(p.Name)
	w.Header().Add(policyHeader, name+";q="+strconv.Itoa(p.Requests)+";w="+web.Seconds(p.Window))
	w.Header().Add(stateHeader, name+";r="+strconv.Itoa(stated.Remaining)+";t="+web.Seconds(stated.Reset))
	if stated.Allowed {
		return nil
	}
	limited := fault.New(fault.TooMany, "too many requests: wait %s s", web.Seconds(stated.Reset))
	limited.RetryAfter = stated.Reset
	return limited
}
