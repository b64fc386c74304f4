package authentication_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/totp"
)

// newGuessed returns a function with the limits of strict, but with a window of one second
// for attempts. It needs no Redis, which may time out on a busy machine.
func newGuessed(t testing.TB) function {
	t.Helper()
	c, _ := config(t)
	c.Limits, c.Redis = strict, redis.Config{}
	c.Limits.AuthWindow = time.Second
	return function{Client: instance(t, c), db: testdb.Open(t, c.Postgres)}
}

// fromDevice signs in from its own network. It waits while the window of attempts
// is full.
func (f function) fromDevice(t testing.TB, user social.Actor, device, code string, network int) apitest.Answer {
	t.Helper()
	for {
		answer := f.Do(t, "POST", "/v1/authentication/session",
			social.Credentials{Email: factory.Email(user.Username), Password: factory.Password, Code: code, DeviceToken: device},
			"X-Forwarded-For", fmt.Sprintf("10.0.%d.1", network))
		if answer.Status != http.StatusTooManyRequests || answer.Header.Get("Retry-After") != "1" {
			return answer
		}
		time.Sleep(50 * time.Millisecond)
	}
}

// An attacker who knows the password collects device tokens before two-step sign-in is on.
func TestDevicesFromBeforeTwoStepSignInShareALimitOfCodes(t *testing.T) {
	t.Parallel()
	f := newGuessed(t)
	user := factory.User(t, f.db, social.Member)
	signedIn := func(answer apitest.Answer) social.SignedIn {
		return apitest.Data[social.SignedIn](t, answer.Want(t, created))
	}
	const devices = 20
	var early [devices]social.SignedIn
	for i := range early {
		early[i] = signedIn(f.fromDevice(t, user, "", "", i))
	}
	secret, recovery := factory.TwoStep(t, f.db, apitest.Tokens(t).Keys, user)
	testdb.Exec(t, f.db, `SELECT pg_sleep(1)`) // device tokens have whole seconds
	// Refreshing a session does not make its device one that has signed in with a code.
	refreshed := f.Do(t, "POST", "/v1/authentication/session/refresh", map[string]string{"refresh_token": early[0].RefreshToken})
	early[0].DeviceToken = apitest.Data[social.SignedIn](t, refreshed.Want(t, http.StatusOK)).DeviceToken
	proven := signedIn(f.fromDevice(t, user, early[1].DeviceToken, recovery[0], 1)).DeviceToken

	first, checked := time.Now().Unix()/86400, 0
	for i := range 50 * devices {
		if f.fromDevice(t, user, early[i%devices].DeviceToken, "12345", i%devices).Status == http.StatusUnauthorized {
			checked++
		}
	}
	if limit := 50 * int(time.Now().Unix()/86400-first+1); checked > limit {
		t.Errorf("%d wrong codes of %d devices were checked, want at most %d", checked, devices, limit)
	}
	f.fromDevice(t, user, early[2].DeviceToken, recovery[1], 2).WantProblem(t, http.StatusTooManyRequests)
	// Neither a device that has signed in with a code nor an unknown one shares that limit.
	f.fromDevice(t, user, proven, recovery[2], 1).Want(t, created)
	f.fromDevice(t, user, "", secret.Code(totp.Step(time.Now())), 100).Want(t, created)
}

// The attacker knows the password, and has no device token.
func TestWrongCodesOfUnknownDevicesLockOutNoKnownDevice(t *testing.T) {
	t.Parallel()
	f := newGuessed(t)
	user := factory.User(t, f.db, social.Member)
	early := apitest.Data[social.SignedIn](t, f.fromDevice(t, user, "", "", 1).Want(t, created)).DeviceToken
	_, recovery := factory.TwoStep(t, f.db, apitest.Tokens(t).Keys, user)
	for i := range 60 {
		f.fromDevice(t, user, "", "12345", i)
	}
	f.fromDevice(t, user, "", recovery[0], 100).WantProblem(t, http.StatusTooManyRequests)
	f.fromDevice(t, user, early, recovery[1], 1).Want(t, created)
}

func TestDeviceThatSignedInWithACodeHasItsOwnLimit(t *testing.T) {
	t.Parallel()
	f := newGuessed(t)
	user, _, recovery := twoStep(t, f.db)
	testdb.Exec(t, f.db, `SELECT pg_sleep(1)`)
	var devices [2]string
	for i := range devices {
		devices[i] = apitest.Data[social.SignedIn](t, f.fromDevice(t, user, "", recovery[i], i).Want(t, created)).DeviceToken
	}
	for range 50 {
		f.fromDevice(t, user, devices[0], "12345", 0)
	}
	f.fromDevice(t, user, devices[0], recovery[2], 0).WantProblem(t, http.StatusTooManyRequests)
	f.fromDevice(t, user, devices[1], recovery[3], 1).Want(t, created)
}
