package auth_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"social.example/shared/auth"
	"social.example/shared/postgres"
	"social.example/shared/redis"
	"social.example/shared/test/apitest"
	"social.example/shared/test/testdb"
)

func vary(h http.Header) string { return strings.Join(h.Values("Vary"), ", ") }

func TestEveryKindOfResponseIsShared(t *testing.T) {
	t.Parallel()
	tight := limits
	tight.Requests = 5
	c := apitest.Client{Handler: dependencies{limits: tight}.function(t)}
	for _, test := range []struct {
		method, path string
		status       int
	}{
		{"GET", "/open", http.StatusNoContent},
		{"GET", "/me", http.StatusUnauthorized},
		{"GET", "/nothing", http.StatusNotFound},
		{"POST", "/open", http.StatusMethodNotAllowed},
		{"GET", "/panic", http.StatusInternalServerError},
		{"GET", "/open", http.StatusTooManyRequests},
	} {
		header := c.Do(t, test.method, test.path, nil, "Origin", app).Want(t, test.status).Header
		if header.Get("Access-Control-Allow-Origin") != app || vary(header) != "Origin" ||
			header.Get("Access-Control-Expose-Headers") != "Retry-After, RateLimit, RateLimit-Policy, X-Request-Id" {
			t.Errorf("%s %s: the headers are %v, want %s to be allowed to read the response", test.method, test.path, header, app)
		}
	}
	if header := c.Do(t, "GET", "/open", nil).Header; vary(header) != "Origin" {
		t.Errorf("without an origin: Vary is %q, want Origin", vary(header))
	}
}

func TestOtherOriginsAreNotShared(t *testing.T) {
	t.Parallel()
	c := apitest.Client{Handler: dependencies{limits: apitest.Unlimited}.function(t)}
	for _, origin := range []string{
		"", "null", "*", "https://app.example.com.evil.com", "https://evilapp.example.com", "http://app.example.com",
		"https://app.example.com:8443", "https://app.example.com/", "https://APP.example.com", "https://x.vercel.app",
		"https://app.example.com, https://evil.com", "http://localhost:5174",
	} {
		for _, method := range []string{"GET", "OPTIONS"} {
			header := c.Do(t, method, "/open", nil, "Origin", origin, "Access-Control-Request-Method", "GET").Header
			for name := range header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%s from %q: the response has %s: %s, want no such header", method, origin, name, header.Get(name))
				}
			}
			if !strings.HasPrefix(vary(header), "Origin") {
				t.Errorf("%s from %q: Vary is %q, want it to start with Origin", method, origin, vary(header))
			}
		}
	}
}

// The database and Redis are down, and the rate limit is used up.
func TestPreflightTouchesNothing(t *testing.T) {
	t.Parallel()
	client, err := redis.Open(redis.Config{URL: "redis://127.0.0.1:1"})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(redis.Closer(client))
	db := testdb.Open(t, postgres.Config{URL: "postgres://127.0.0.1:1/nowhere", MaxConns: 1, MaxConnIdleTime: 1, QueryTimeout: 1})
	none := limits
	none.Requests = 1
	c := apitest.Client{Handler: dependencies{limits: none, redis: client, db: db}.function(t)}
	c.Do(t, "GET", "/open", nil).Want(t, http.StatusNoContent)
	for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
		answer := c.Do(t, "OPTIONS", "/me", nil, "Origin", app, "Access-Control-Request-Method", method,
			"Access-Control-Request-Headers", "authorization,content-type,idempotency-key,last-event-id,if-none-match")
		header := answer.Want(t, http.StatusNoContent).Header
		if header.Get("Access-Control-Allow-Origin") != app || header.Get("RateLimit") != "" {
			t.Errorf("%s: the headers are %v, want %s to be allowed and no RateLimit", method, header, app)
		}
		if !slices.Contains(strings.Split(header.Get("Access-Control-Allow-Methods"), ", "), method) {
			t.Errorf("the allowed methods are %q, want %s among them", header.Get("Access-Control-Allow-Methods"), method)
		}
		if got := header.Get("Access-Control-Allow-Headers"); got != "Authorization, Content-Type, Idempotency-Key, Last-Event-ID, If-None-Match" {
			t.Errorf("%s: the allowed headers are %q, want those of the API", method, got)
		}
		if header.Get("Access-Control-Allow-Credentials") != "" || header.Get("Access-Control-Max-Age") == "" {
			t.Errorf("%s: the headers are %v, want no credentials allowed and a maximum age", method, header)
		}
		if got := vary(header); got != "Origin, Access-Control-Request-Method, Access-Control-Request-Headers" {
			t.Errorf("%s: Vary is %q, want the origin and both request headers", method, got)
		}
	}
	c.Do(t, "GET", "/open", nil).Want(t, http.StatusTooManyRequests)
}

func TestOptionsWithoutPreflightIsLikeAnyMethod(t *testing.T) {
	t.Parallel()
	c := apitest.Client{Handler: dependencies{limits: limits}.function(t)}
	answer := c.Do(t, "OPTIONS", "/open", nil, "Origin", app)
	answer.WantProblem(t, http.StatusMethodNotAllowed)
	if got := answer.Header.Get("Allow"); got != "GET, HEAD" {
		t.Errorf("Allow is %q, want GET, HEAD", got)
	}
}

func TestOriginsAreSpelledAsBrowsersDo(t *testing.T) {
	t.Parallel()
	for origin, valid := range map[string]bool{
		"https://app.example.com":       true,
		"http://localhost:5173":         true,
		"https://app.example.com/":      false,
		"https://app.example.com/path":  false,
		"https://user@app.example.com":  false,
		"https://app.example.com?query": false,
		"app.example.com":               false,
		"//app.example.com":             false,
		"null":                          false,
		"*":                             false,
		"https://*.example.com":         false,
		"https://App.example.com":       false,
	} {
		o := auth.Origins{Allowed: []string{origin}}
		if (o.Validate() == nil) != valid {
			t.Errorf("%q: got %v, want valid %t", origin, o.Validate(), valid)
		}
	}
}
