package authentication_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// strict has windows that do not end during a test.
var strict = ratelimit.Config{
	Enabled: true, Requests: 1000, Window: 100 * 365 * 24 * time.Hour,
	AuthRequests: 10, AuthWindow: 100 * 365 * 24 * time.Hour, ClientIPPosition: 1,
}

// perAccount is how many attempts on an account the strict limits allow.
const perAccount = 20

// guesses signs in n times at once, each time from a different address, and
// returns how many attempts reached the password check.
func guesses(t *testing.T, client apitest.Client, n int, email string) int {
	t.Helper()
	counts := atOnce(n, func(i int) apitest.Answer {
		return client.Do(t, "POST", "/v1/authentication/token",
			map[string]string{"email": email, "password": "guess"}, "X-Forwarded-For", fmt.Sprintf("10.0.%d.%d", i/256, i%256))
	})
	if counts[http.StatusUnauthorized]+counts[http.StatusTooManyRequests] != n {
		t.Errorf("statuses %v, want 401 and 429 only", counts)
	}
	return counts[http.StatusUnauthorized]
}

func TestGuessingIsLimitedWithoutRedis(t *testing.T) {
	t.Parallel()
	for name, address := range map[string]string{"none": "", "away": "redis://127.0.0.1:1"} {
		c, _ := config(t)
		c.Limits, c.Redis = strict, redis.Config{URL: address}
		if n := guesses(t, instance(t, c), 100, "maya@example.com"); n != perAccount {
			t.Errorf("%s: %d guesses went through, want %d", name, n, perAccount)
		}
	}
}

func TestRequestsForMailAreLimitedOverAllOperations(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Limits, c.Redis = strict, redis.Config{} // no Redis: on a busy machine it may time out
	client := instance(t, c)
	post := func(operation string, body any, address string) apitest.Answer {
		return client.Do(t, "POST", "/v1/authentication/"+operation, body, "X-Forwarded-For", address)
	}
	maya := map[string]string{"email": "Maya@example.com"}
	post("user", registration("maya"), "10.0.0.1").Want(t, created)
	for i := range perAccount - 1 {
		operation := []string{"activation", "password-reset"}[i%2]
		post(operation, maya, fmt.Sprint("10.0.1.", i)).Want(t, http.StatusAccepted)
	}
	for _, answer := range []apitest.Answer{
		post("activation", maya, "10.0.4.1"),
		post("password-reset", map[string]string{"email": "MAYA@example.com"}, "10.0.4.2"),
		post("user", registration("maya"), "10.0.4.3"),
	} {
		answer.WantProblem(t, http.StatusTooManyRequests)
		if got := answer.Header.Values("RateLimit"); len(got) != 2 || answer.Header.Get("Retry-After") == "" {
			t.Errorf("limits %q, Retry-After %q, want two limits and a time", got, answer.Header.Get("Retry-After"))
		}
	}
	post("activation", map[string]string{"email": "kim@example.com"}, "10.0.5.1").Want(t, http.StatusAccepted)
}

// One client fails as often as it may. The owner, on a device that never signed in, still
// signs in and still gets a mail to reset the password.
func TestOneClientsWrongPasswordsLockOutNoOwner(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Limits, c.Redis = strict, redis.Config{}
	client := instance(t, c)
	email := factory.Email(factory.User(t, testdb.Open(t, c.Postgres), social.Member).Username)
	post := func(operation string, body any, address string) apitest.Answer {
		return client.Do(t, "POST", "/v1/authentication/"+operation, body, "X-Forwarded-For", address)
	}
	guess := social.Credentials{Email: email, Password: "guess"}
	for range strict.AuthRequests {
		post("token", guess, "10.0.0.1").Want(t, http.StatusUnauthorized)
	}
	for range 2 * perAccount {
		post("token", guess, "10.0.0.1").WantProblem(t, http.StatusTooManyRequests)
	}
	post("token", social.Credentials{Email: email, Password: factory.Password}, "10.0.1.1").Want(t, created)

	guesses(t, client, 2*perAccount, email) // from many clients
	post("token", guess, "10.0.2.1").WantProblem(t, http.StatusTooManyRequests)
	post("password-reset", map[string]string{"email": email}, "10.0.2.2").Want(t, http.StatusAccepted)
}

func TestLimitsDoNotRevealAttemptsOfOthers(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Limits, c.Redis = strict, redis.Config{}
	client := instance(t, c)
	limits := func(email, address string) []string {
		return client.Do(t, "POST", "/v1/authentication/token", map[string]string{"email": email, "password": "guess"},
			"X-Forwarded-For", address).Want(t, http.StatusUnauthorized).Header.Values("RateLimit")
	}
	for i := range 5 {
		limits("maya@example.com", fmt.Sprint("10.0.0.", i))
	}
	used, unused := limits("maya@example.com", "10.0.1.1"), limits("kim@example.com", "10.0.1.2")
	if len(used) != 2 || len(unused) != 2 || !strings.HasPrefix(used[1], `"auth";r=9;`) || !strings.HasPrefix(unused[1], `"auth";r=9;`) {
		t.Errorf("after attempts by others the account has %q left, an unused one %q, want the same", used, unused)
	}
}

func TestPreflightNeedsNothing(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Redis, c.Postgres.URL = redis.Config{URL: "redis://127.0.0.1:1"}, "postgres://127.0.0.1:1/nowhere"
	c.Limits = strict
	c.Limits.Requests = 1
	client := instance(t, c)
	for _, route := range []struct{ path, method string }{
		{"/v1/authentication/user", "POST"},
		{"/v1/authentication/token", "POST"},
		{"/v1/authentication/activation", "POST"},
		{"/v1/users/activate/token", "PUT"},
	} {
		for range 3 {
			header := client.Do(t, "OPTIONS", route.path, nil, "Origin", app, "Access-Control-Request-Method", route.method).
				Want(t, http.StatusNoContent).Header
			if header.Get("Access-Control-Allow-Origin") != app || header.Get("RateLimit") != "" {
				t.Errorf("%s: %v", route.path, header)
			}
		}
	}
	for range 2 {
		answer := client.Do(t, "PUT", "/v1/users/activate/token", nil, "Origin", app)
		if answer.Header.Get("Access-Control-Allow-Origin") != app || answer.Header.Get("Vary") != "Origin" {
			t.Errorf("status %d: %v", answer.Status, answer.Header)
		}
	}
}
