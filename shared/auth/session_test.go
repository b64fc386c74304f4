package auth_test

import (
	"net/http"
	"testing"
	"time"

	"social.example/shared/auth"
	"social.example/shared/cache"
	"social.example/shared/postgres"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/token"
	"social.example/shared/web"
)

// session is what a long-running operation learns about its user.
type session struct {
	Still bool      `json:"still"`
	Until time.Time `json:"until"`
}

// operation returns a handler that runs between while the operation is in progress.
func operation(t *testing.T, config postgres.Config, between func()) http.Handler {
	t.Helper()
	db := testdb.Open(t, config)
	users := store.Users{DB: db}
	gate := &auth.Gate{
		Limiter: ratelimit.New(nil, redis.Timeout, time.Now),
		Tokens:  token.New(apitest.Tokens(t), time.Now),
		Users:   auth.NewUsers(users.Actor, cache.Users{}),
	}
	return gate.Authenticate(auth.RequireUser(func(w http.ResponseWriter, r *http.Request) error {
		between()
		now, err := users.Actor(r.Context(), auth.Actor(r.Context()).ID)
		still := err == nil && auth.StillValid(r.Context())(now)
		return web.JSON(w, http.StatusOK, session{still, auth.TokenExpiry(r.Context())})
	}))
}

func TestSessionLastsAsLongAsItsToken(t *testing.T) {
	t.Parallel()
	config := testdb.Config(t)
	handler := operation(t, config, func() {})
	db := testdb.Open(t, config)
	user := factory.User(t, db, social.Member)
	tokens := apitest.Tokens(t)
	now := time.Now().UTC().Truncate(time.Second)
	for expiry, want := range map[time.Time]time.Time{
		now.Add(time.Minute):       now.Add(time.Minute),
		now.Add(-10 * time.Second): now.Add(token.Leeway - 10*time.Second), // accepted within the leeway for clock skew
	} {
		text, err := token.New(tokens, time.Now).Issue(token.Claim{UserID: user.ID, Issued: expiry.Add(-tokens.TTL)})
		if err != nil {
			t.Fatal(err)
		}
		answer := apitest.Client{Handler: handler, Token: text}.Do(t, "GET", "/", nil).Want(t, http.StatusOK)
		if got := apitest.Data[session](t, answer); !got.Until.Equal(want) || !got.Still {
			t.Errorf("a token that expires at %v: got %+v, want until %v", expiry, got, want)
		}
	}
}

func TestSessionEndsWithItsUsersRight(t *testing.T) {
	t.Parallel()
	config := testdb.Config(t)
	db := testdb.Open(t, config)
	user := factory.User(t, db, social.Member)
	for _, c := range []struct {
		name    string
		between func()
		still   bool
	}{
		{"nothing happens", func() {}, true},
		{"the user is deactivated", func() { factory.Deactivate(t, db, user) }, false},
	} {
		client := apitest.Client{Handler: operation(t, config, c.between), Token: apitest.Token(t, user.ID)}
		if got := apitest.Data[session](t, client.Do(t, "GET", "/", nil).Want(t, http.StatusOK)); got.Still != c.still {
			t.Errorf("%s: StillValid is %t, want %t", c.name, got.Still, c.still)
		}
	}
}
