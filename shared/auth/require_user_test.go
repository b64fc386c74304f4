package auth_test

import (
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"
	"time"

	"social.example/shared/auth"
	"social.example/shared/cache"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testproxy"
	"social.example/shared/test/testredis"
	"social.example/shared/token"
)

func TestValidTokenSignsIn(t *testing.T) {
	t.Parallel()
	db, handler := withDatabase(t)
	user := factory.User(t, db, social.Member)
	text := apitest.Token(t, user.ID)
	for _, authorization := range []string{"Bearer " + text, "bearer " + text, "BEARER " + text, "Bearer  " + text, " Bearer " + text + "\t"} {
		answer := apitest.Client{Handler: handler}.Do(t, "GET", "/me", nil, "Authorization", authorization)
		if got := apitest.Data[int64](t, answer.Want(t, http.StatusOK)); got != user.ID {
			t.Errorf("signed in as %d, want %d", got, user.ID)
		}
	}
}

func TestEveryInvalidAuthorizationGetsTheSameResponse(t *testing.T) {
	t.Parallel()
	db, handler := withDatabase(t)
	user := factory.User(t, db, social.Member)
	text := apitest.Token(t, user.ID)
	absent := apitest.Token(t, 1<<60)
	pending := apitest.Token(t, factory.Pending(t, db))
	deactivated := apitest.Token(t, factory.Deactivate(t, db, factory.User(t, db, social.Admin)).ID)
	for name, values := range map[string][]string{
		"none":                {},
		"empty":               {""},
		"scheme only":         {"Bearer"},
		"scheme and space":    {"Bearer "},
		"no scheme":           {text},
		"another scheme":      {"Basic " + text},
		"two headers":         {"Bearer " + text, "Bearer " + text},
		"two in one":          {"Bearer " + text + ", Bearer " + text},
		"forged":              {"Bearer " + text[:len(text)-1] + "_"},
		"of nobody":           {"Bearer " + absent},
		"of a pending user":   {"Bearer " + pending},
		"of a deactivated":    {"Bearer " + deactivated},
		"10 kB of characters": {"Bearer " + strings.Repeat("a", 10_000)},
	} {
		r := httptest.NewRequest("GET", "/me?access_token="+text, nil)
		r.Header["Authorization"] = values
		r.Header.Set("X-Request-Id", "the-same-one")
		w := send(handler, r)
		const body = `{"type":"about:blank","title":"Unauthorized","status":401,"detail":"a valid bearer token is required",` +
			`"error":"a valid bearer token is required","request_id":"the-same-one"}`
		if w.Code != http.StatusUnauthorized || w.Header().Get("WWW-Authenticate") != "Bearer" || w.Body.String() != body {
			t.Errorf("%s: got %d %s %s, want 401 Bearer %s", name, w.Code, w.Header().Get("WWW-Authenticate"), w.Body, body)
		}
	}
	log.WantNone(t, text, absent, pending, deactivated)
}

func TestSignedOutEverywhereRefusesOlderTokensOnly(t *testing.T) {
	t.Parallel()
	db, handler := withDatabase(t)
	user := factory.User(t, db, social.Member)
	issued := func(at time.Time) apitest.Client {
		text, err := token.New(apitest.Tokens(t), time.Now).Issue(token.Claim{UserID: user.ID, Issued: at})
		if err != nil {
			t.Fatal(err)
		}
		return apitest.Client{Handler: handler, Token: text}
	}
	now := time.Now().Truncate(time.Second).Add(300 * time.Millisecond)
	before, after := issued(now), issued(now.Add(time.Second)) // tokens store whole seconds
	before.Do(t, "GET", "/me", nil).Want(t, http.StatusOK)
	testdb.Exec(t, db, `UPDATE users SET tokens_valid_after = $2 WHERE id = $1`, user.ID, now)
	before.Do(t, "GET", "/me", nil).WantProblem(t, http.StatusUnauthorized)
	after.Do(t, "GET", "/me", nil).Want(t, http.StatusOK)
}

func TestRevokedAccessIsRefusedOnTheNextRequest(t *testing.T) {
	t.Parallel()
	db, handler := withDatabase(t)
	for _, change := range []string{`UPDATE users SET is_active = false WHERE id = $1`, `DELETE FROM users WHERE id = $1`} {
		user := factory.User(t, db, social.Member)
		client := apitest.Client{Handler: handler, Token: apitest.Token(t, user.ID)}
		client.Do(t, "GET", "/me", nil).Want(t, http.StatusOK)
		testdb.Exec(t, db, change, user.ID)
		client.Do(t, "GET", "/me", nil).WantProblem(t, http.StatusUnauthorized)
	}
}

func TestADatabaseThatIsAwayRevokesNoAccess(t *testing.T) {
	t.Parallel()
	config := testdb.Config(t)
	url, proxy := testproxy.InFront(t, config.URL)
	config.URL = url
	db := testdb.Open(t, config)
	user := factory.User(t, db, social.Member)
	client := apitest.Client{Handler: dependencies{limits: apitest.Unlimited, db: db}.function(t), Token: apitest.Token(t, user.ID)}
	client.Do(t, "GET", "/me", nil).Want(t, http.StatusOK)
	proxy.Cut()
	client.Do(t, "GET", "/me", nil).WantProblem(t, http.StatusServiceUnavailable)
}

func TestUserIsCachedWithoutEmailAndPassword(t *testing.T) {
	t.Parallel()
	db, client := withRedis(t)
	user := factory.User(t, db.db, social.Member)
	client.Token = apitest.Token(t, user.ID)
	value, err := "", error(nil)
	for range 50 { // on a busy machine Redis may time out
		client.Do(t, "GET", "/me", nil).Want(t, http.StatusOK)
		if value, err = db.redis.Get(t.Context(), cache.Key(user.ID)).Result(); err == nil {
			break
		}
	}
	if err != nil || strings.Contains(value, "@") || strings.Contains(value, "$2a$") {
		t.Errorf("cached %q, %v, want a user without the address and the hash", value, err)
	}
}

func TestGarbageInTheCacheIsAMiss(t *testing.T) {
	t.Parallel()
	db, client := withRedis(t)
	user, other := factory.User(t, db.db, social.Member), factory.User(t, db.db, social.Admin)
	client.Token = apitest.Token(t, user.ID)
	if err := (cache.Users{Redis: db.redis}).Put(t.Context(), other); err != nil {
		t.Fatal(err)
	}
	others := db.redis.Get(t.Context(), cache.Key(other.ID)).Val()
	for _, garbage := range []string{"", ":", "1:", "1:null", "1:{}", "x:y", "\x00\xff", others} {
		db.redis.Set(t.Context(), cache.Key(user.ID), garbage, time.Minute)
		if got := apitest.Data[int64](t, client.Do(t, "GET", "/me", nil).Want(t, http.StatusOK)); got != user.ID {
			t.Errorf("with %q in the cache: signed in as %d, want %d", garbage, got, user.ID)
		}
	}
}

func TestCachedDeactivationShutsOut(t *testing.T) {
	t.Parallel()
	db, client := withRedis(t)
	user := factory.User(t, db.db, social.Member)
	client.Token = apitest.Token(t, user.ID)
	client.Do(t, "GET", "/me", nil).Want(t, http.StatusOK)
	user = factory.Deactivate(t, db.db, user)
	user.Version++
	if err := (cache.Users{Redis: db.redis}).Put(t.Context(), user); err != nil {
		t.Fatal(err)
	}
	client.Do(t, "GET", "/me", nil).WantProblem(t, http.StatusUnauthorized)
}

func TestActorIsNobodyOutsideOfRequireUser(t *testing.T) {
	t.Parallel()
	if actor := auth.Actor(t.Context()); !reflect.DeepEqual(actor, social.Actor{}) {
		t.Errorf("got %+v, want the zero Actor", actor)
	}
}

// withRedis is withDatabase with a cache in Redis.
func withRedis(t testing.TB) (dependencies, apitest.Client) {
	t.Helper()
	d := dependencies{limits: apitest.Unlimited, redis: testredis.New(t)}
	d.db, _ = withDatabase(t)
	return d, apitest.Client{Handler: d.function(t)}
}
