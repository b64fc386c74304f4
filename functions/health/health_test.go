package health_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"social.example/functions/health"
	"social.example/shared/auth"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/test/apitest"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

const app = "https://app.example.com"

func config(t testing.TB) health.Config {
	t.Helper()
	return health.Config{
		Postgres: testdb.Config(t),
		Redis:    testredis.Config(t),
		Limits:   apitest.Unlimited,
		Origins:  auth.Origins{Allowed: []string{app}},
		Release:  health.Release{Version: "1.4.0"},
	}
}

func client(t testing.TB, c health.Config) apitest.Client {
	t.Helper()
	service, err := health.New(c)
	return apitest.Client{Handler: apitest.Serve(t, service, err)}
}

func check(t testing.TB, c apitest.Client) apitest.Answer {
	t.Helper()
	return c.Do(t, "GET", "/v1/health", nil, "Origin", app)
}

func TestHealthNamesTheReleaseAndItsDependencies(t *testing.T) {
	t.Parallel()
	anyone := client(t, config(t))
	answer := check(t, anyone)
	for range 50 { // on a busy machine Redis may time out
		if strings.Contains(string(answer.Body), `"redis":"ok"`) {
			break
		}
		answer = check(t, anyone)
	}
	answer.Want(t, http.StatusOK).WantJSON(t, `{"data": {"status": "ok", "version": "1.4.0", "checks": {"postgres": "ok", "redis": "ok"}}}`)
	if answer.Header.Get("Access-Control-Allow-Origin") != app || answer.Header.Get("Content-Type") != "application/json" {
		t.Errorf("headers %v", answer.Header)
	}
}

func TestHealthIsOkWithoutRedis(t *testing.T) {
	t.Parallel()
	for address, state := range map[string]string{"": "disabled", "redis://127.0.0.1:1": "unavailable"} {
		c := config(t)
		c.Redis = redis.Config{URL: address}
		check(t, client(t, c)).Want(t, http.StatusOK).
			WantJSON(t, `{"data": {"status": "ok", "version": "1.4.0", "checks": {"postgres": "ok", "redis": %q}}}`, state)
	}
}

func TestHealthIsRateLimited(t *testing.T) {
	t.Parallel()
	c := config(t)
	c.Redis = redis.Config{} // no Redis: on a busy machine it may time out
	c.Limits = ratelimit.Config{Enabled: true, Requests: 2, Window: 100 * 365 * 24 * time.Hour}
	anyone := client(t, c)
	for range 2 {
		check(t, anyone).Want(t, http.StatusOK)
	}
	answer := check(t, anyone)
	answer.WantProblem(t, http.StatusTooManyRequests)
	if answer.Header.Get("RateLimit-Policy") != `"default";q=2;w=3153600000` || answer.Header.Get("Retry-After") == "" {
		t.Errorf("headers %v", answer.Header)
	}
}

func TestHealthRefusesOtherMethodsAndPaths(t *testing.T) {
	t.Parallel()
	c := client(t, config(t))
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"} {
		if got := c.Do(t, method, "/v1/health", nil).Want(t, http.StatusMethodNotAllowed).Header.Get("Allow"); got != "GET, HEAD" {
			t.Errorf("%s: Allow %q, want GET, HEAD", method, got)
		}
	}
	for _, path := range []string{"/v1/health/", "/v1//health", "/v1/Health", "/v1/health/x", "/v1/%68ealth/.."} {
		c.Do(t, "GET", path, nil).WantProblem(t, http.StatusNotFound)
	}
}
