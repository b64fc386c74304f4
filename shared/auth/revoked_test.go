package auth_test

import (
	"fmt"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"social.example/shared/cache"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
	"social.example/shared/token"
)

// signedOut creates a user with a token that was revoked and one of a later sign-in.
func (d dependencies) signedOut(t testing.TB, handler http.Handler) (user social.Actor, revoked, later apitest.Client) {
	t.Helper()
	user = factory.User(t, d.db, social.Member)
	text, err := token.New(apitest.Tokens(t), time.Now).Issue(token.Claim{UserID: user.ID, Issued: time.Now().Add(3 * time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	revoked, later = apitest.Client{Handler: handler, Token: apitest.Token(t, user.ID)}, apitest.Client{Handler: handler, Token: text}
	testdb.Exec(t, d.db, `UPDATE users SET tokens_valid_after = now() WHERE id = $1`, user.ID)
	return user, revoked, later
}

// Requests with a revoked token count for the address, whatever they ask for and
// wherever the user is looked up.
func TestARevokedTokenSpendsTheRequestsOfItsAddressOnly(t *testing.T) {
	t.Parallel()
	db, client := testdb.New(t), testredis.Patient(t, testredis.Config(t))
	for name, d := range map[string]dependencies{
		"cached": {redis: client}, "not cached": {redis: client}, "without Redis": {},
	} {
		d.limits, d.db, d.wait = limits, db, testredis.Patience
		handler := d.function(t)
		for path, want := range map[string]int{
			"/me": http.StatusUnauthorized, "/open": http.StatusNoContent, "/nothing": http.StatusNotFound,
		} {
			user, revoked, later := d.signedOut(t, handler)
			get := func(client apitest.Client, path, address string) apitest.Answer {
				if name == "not cached" {
					d.redis.Del(t.Context(), cache.Key(user.ID))
				}
				return client.Do(t, "GET", path, nil, from(fmt.Sprintf(address, user.ID))...)
			}
			for range limits.Requests {
				get(revoked, path, "10.0.%d.1").Want(t, want)
			}
			get(revoked, path, "10.0.%d.1").WantProblem(t, http.StatusTooManyRequests)
			get(revoked, path, "10.1.%d.1").Want(t, want)
			answer := get(later, "/me", "10.2.%d.1")
			if state := answer.Header.Values("RateLimit"); answer.Status != http.StatusOK || len(state) != 1 || state[0] != `"default";r=19;t=5` {
				t.Errorf("%s, %s: the owner gets status %d and has %q left, want 200 and 19 requests", name, path, answer.Status, state)
			}
		}
	}
}

// Many requests come at once while the user is not cached.
func TestABurstWithARevokedTokenLeavesTheOwnerEveryRequest(t *testing.T) {
	t.Parallel()
	d := dependencies{limits: limits, db: testdb.New(t), redis: testredis.Patient(t, testredis.Config(t)), wait: testredis.Patience}
	handler := d.function(t)
	_, revoked, later := d.signedOut(t, handler)
	var burst sync.WaitGroup
	for i := range 10 * limits.Requests {
		burst.Go(func() { revoked.Do(t, "GET", "/me", nil, from(fmt.Sprint("10.0.0.", i%3))...) })
	}
	burst.Wait()
	for range limits.Requests {
		later.Do(t, "GET", "/me", nil).Want(t, http.StatusOK)
	}
	later.Do(t, "GET", "/me", nil).WantProblem(t, http.StatusTooManyRequests)
}

func TestOnlyARevokedTokenCostsASecondRoundTrip(t *testing.T) {
	t.Parallel()
	var trips atomic.Int64
	client := testredis.Patient(t, testredis.Config(t))
	client.AddHook(afterPipeline(func() { trips.Add(1) }))
	d := dependencies{limits: limits, db: testdb.New(t), redis: client, wait: testredis.Patience}
	handler := d.function(t)
	_, revoked, later := d.signedOut(t, handler)
	later.Do(t, "GET", "/me", nil).Want(t, http.StatusOK) // the user is cached
	for _, test := range []struct {
		name   string
		client apitest.Client
		path   string
		want   int64
	}{
		{"a valid token", later, "/me", 1},
		{"no token", apitest.Client{Handler: handler}, "/open", 1},
		{"a revoked token", revoked, "/me", 2},
	} {
		trips.Store(0)
		test.client.Do(t, "GET", test.path, nil)
		if got := trips.Load(); got != test.want {
			t.Errorf("%s costs %d round trips, want %d", test.name, got, test.want)
		}
	}
}
