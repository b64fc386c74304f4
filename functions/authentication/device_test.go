package authentication_test

import (
	"fmt"
	"net/http"
	"sync/atomic"
	"testing"

	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// An attacker tries 1,000 passwords from 1,000 addresses while the owners sign in from
// devices that have signed in before.
func TestWrongPasswordsNeverLockOutAKnownDevice(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Limits, c.Redis = strict, redis.Config{} // no Redis: on a busy machine it may time out
	client, db := instance(t, c), testdb.Open(t, c.Postgres)
	owners, tries := figure.Size(5, 100), figure.Size(100, 1000)
	refused := 0
	var guessed atomic.Int64
	for owner := range owners {
		user := factory.User(t, db, social.Member)
		signIn := func(password, address, device string) apitest.Answer {
			return client.Do(t, "POST", "/v1/authentication/session", map[string]string{
				"email": factory.Email(user.Username), "password": password, "device_token": device,
			}, "X-Forwarded-For", address)
		}
		home := fmt.Sprintf("192.0.%d.1", owner)
		known := apitest.Data[social.SignedIn](t, signIn(factory.Password, home, "").Want(t, created)).DeviceToken
		atOnce(tries, func(i int) apitest.Answer {
			answer := signIn("guess", fmt.Sprintf("20.%d.%d.%d", owner, i/250, i%250), "")
			if answer.Status == http.StatusUnauthorized {
				guessed.Add(1)
			}
			return answer
		})
		signIn(factory.Password, home, "").WantProblem(t, http.StatusTooManyRequests) // the account has no attempt left
		for _, address := range []string{home, "198.51.100.1"} {
			if status := signIn(factory.Password, address, known).Status; status != created {
				refused++
				t.Errorf("owner %d gets status %d, want 201", owner, status)
			}
		}
	}
	if limit := int64(owners * perAccount); guessed.Load() > limit {
		t.Errorf("%d guesses went through, want at most %d", guessed.Load(), limit)
	}
	figure.Report(t, "sign-ins from known devices during 1,000 wrong attempts from 1,000 addresses (in short: 100): refused", 2*owners, refused)
}

func TestDeviceTokenHasItsOwnLimit(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Limits, c.Redis = strict, redis.Config{}
	client, db := instance(t, c), testdb.Open(t, c.Postgres)
	user, other := factory.User(t, db, social.Member), factory.User(t, db, social.Member)
	signIn := func(user social.Actor, password, device string) apitest.Answer {
		return client.Do(t, "POST", "/v1/authentication/session", map[string]string{
			"email": factory.Email(user.Username), "password": password, "device_token": device,
		}, "X-Forwarded-For", "192.0.2.1")
	}
	first := apitest.Data[social.SignedIn](t, signIn(user, factory.Password, "").Want(t, created))
	for range strict.AuthRequests {
		signIn(user, "guess", first.DeviceToken).Want(t, http.StatusUnauthorized)
	}
	refreshed := client.Do(t, "POST", "/v1/authentication/session/refresh", map[string]string{"refresh_token": first.RefreshToken})
	same := apitest.Data[social.SignedIn](t, refreshed.Want(t, http.StatusOK)).DeviceToken
	for name, device := range map[string]string{"the token": first.DeviceToken, "a refreshed one": same} {
		if status := signIn(user, factory.Password, device).Status; status != http.StatusTooManyRequests {
			t.Errorf("%s: status %d, want 429 after %d tries", name, status, strict.AuthRequests)
		}
	}
	// A token of another account and a forged token both count as absent.
	for range strict.AuthRequests - 1 {
		signIn(other, "guess", first.DeviceToken).Want(t, http.StatusUnauthorized)
	}
	signIn(other, factory.Password, first.DeviceToken).WantProblem(t, http.StatusTooManyRequests)
	signIn(user, factory.Password, first.DeviceToken[:20]+"AAAA"+first.DeviceToken[24:]).WantProblem(t, http.StatusTooManyRequests)
}
