package account_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"social.example/functions/account"
	"social.example/functions/authentication"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

// strict sets limits with windows that do not end during a test.
func strict(c *account.Config) {
	c.Limits = ratelimit.Config{
		Enabled: true, Requests: 1000, Window: 100 * 365 * 24 * time.Hour,
		AuthRequests: 10, AuthWindow: 100 * 365 * 24 * time.Hour, ClientIPPosition: 1,
	}
}

// authentication returns an instance of the authentication function that shares the
// database and Redis with the function.
func (f function) authentication(t testing.TB) apitest.Client {
	t.Helper()
	service, err := authentication.New(authentication.Config{Config: f.config.Config, Passwords: f.config.Passwords, Topic: f.config.Topic})
	return apitest.Client{Handler: apitest.Serve(t, service, err)}
}

// A stranger sends the name under which a user's attempts are counted, to every operation
// that counts attempts by a text.
func TestAStrangerCannotUseUpTheAttemptsOfASignedInUser(t *testing.T) {
	t.Parallel()
	f := newFunction(t, strict)
	strangers := f.authentication(t)
	for i, operation := range []struct{ method, path, body string }{
		{"POST", "token", `{"email": %q, "password": "x"}`},
		{"POST", "session", `{"email": %q, "password": "x"}`},
		{"PUT", "restore", `{"token": %q}`},
		{"PUT", "email", `{"token": %q}`},
		{"PUT", "password", `{"token": %q, "password": "a fresh password"}`},
	} {
		user, client := f.member(t)
		for range 10 {
			strangers.Do(t, operation.method, "/v1/authentication/"+operation.path, fmt.Sprintf(operation.body, fmt.Sprint("user:", user.ID)),
				"X-Forwarded-For", fmt.Sprintf("192.0.%d.1", i))
		}
		change := social.PasswordChange{CurrentPassword: factory.Password, Password: fresh}
		answer := client.Do(t, "PUT", path+"/password", change, "X-Forwarded-For", "198.51.100.1")
		if answer.Status != http.StatusNoContent {
			t.Errorf("after 10 attempts of strangers at %s: status %d, want 204", operation.path, answer.Status)
		}
	}
}

// Guesses with a stolen token are still limited, over all operations.
func TestPasswordsOfASignedInUserAreLimitedOverAllOperations(t *testing.T) {
	t.Parallel()
	f := newFunction(t, strict, func(c *account.Config) { c.Redis = redis.Config{} }) // on a busy machine Redis may time out
	_, client := f.member(t)
	for i := range 10 {
		operation := []struct{ method, path, body string }{
			{"PUT", "/password", `{"current_password": "wrong", "password": "a fresh password"}`},
			{"PUT", "/email", `{"email": "new@example.com", "password": "wrong"}`},
			{"POST", "/totp", `{"password": "wrong"}`},
			{"POST", "/deletion", `{"password": "wrong"}`},
			{"POST", "/export", `{"password": "wrong"}`},
		}[i%5]
		client.Do(t, operation.method, path+operation.path, operation.body, "X-Forwarded-For", fmt.Sprint("192.0.2.", i)).Want(t, invalid)
	}
	client.Do(t, "POST", path+"/deletion", confirmation, "X-Forwarded-For", "198.51.100.1").WantProblem(t, http.StatusTooManyRequests)
}
