package authentication_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/token"
)

// browser is the User-Agent of a client.
const browser = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"

// start signs the user in and returns the tokens.
func (f function) start(t testing.TB, user social.Actor) social.SignedIn {
	t.Helper()
	answer := f.Do(t, "POST", "/v1/authentication/session",
		map[string]string{"email": factory.Email(user.Username), "password": factory.Password})
	return apitest.Data[social.SignedIn](t, answer.Want(t, created))
}

func (f function) refresh(t testing.TB, refreshToken string) apitest.Answer {
	t.Helper()
	return f.Do(t, "POST", "/v1/authentication/session/refresh", map[string]string{"refresh_token": refreshToken})
}

// refreshed refreshes the session and returns the new tokens.
func (f function) refreshed(t testing.TB, refreshToken string) social.SignedIn {
	t.Helper()
	return apitest.Data[social.SignedIn](t, f.refresh(t, refreshToken).Want(t, http.StatusOK))
}

// signOut ends the session of the access token.
func (f function) signOut(t testing.TB, access string) apitest.Answer {
	t.Helper()
	return apitest.Client{Handler: f.Handler, Token: access}.Do(t, "DELETE", "/v1/authentication/session", nil)
}

func TestASessionHasTokensOfItsOwn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	before := time.Now()
	answer := f.Do(t, "POST", "/v1/authentication/session", social.SessionRequest{
		Credentials: social.Credentials{Email: factory.Email(user.Username), Password: factory.Password}, Device: " Maya's laptop ",
	})
	got := apitest.Data[social.SignedIn](t, answer.Want(t, created))
	claim, err := token.New(apitest.Tokens(t), time.Now).Verify(got.AccessToken)
	if err != nil || claim.UserID != user.ID || claim.SessionID != got.Session.ID || claim.Expires.Sub(claim.Issued) != 15*time.Minute {
		t.Errorf("the access token has %+v, %v; want the session for 15 minutes", claim, err)
	}
	if got.TokenType != "Bearer" || got.ExpiresIn != 900 || got.Session.Device != "Maya's laptop" || !got.Session.IsCurrent {
		t.Errorf("got %+v, want a bearer token for 900 s and the current session", got)
	}
	for name, at := range map[string]time.Time{"refresh_expires_at": got.RefreshExpiresAt, "expires_at": got.Session.ExpiresAt} {
		if left := at.Sub(before); left < 30*24*time.Hour-time.Minute || left > 30*24*time.Hour+time.Minute {
			t.Errorf("%s is in %v, want 30 days", name, left)
		}
	}
	log.WantNone(t, got.AccessToken, got.RefreshToken, got.DeviceToken)
}

func TestASessionSaysWhereItIs(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Limits.ClientIPPosition = 1
	client, db := instance(t, c), testdb.Open(t, c.Postgres)
	user := factory.User(t, db, social.Member)
	for address, want := range map[string]string{
		"203.0.113.77": "203.0.113.0/24", "2001:db8:1:2:3::4": "2001:db8:1::/48", "not an address": "",
	} {
		answer := client.Do(t, "POST", "/v1/authentication/session",
			map[string]string{"email": factory.Email(user.Username), "password": factory.Password},
			"X-Forwarded-For", address, "User-Agent", browser)
		session := apitest.Data[social.SignedIn](t, answer.Want(t, created)).Session
		if session.Address != want || session.Device != "Firefox on Linux" {
			t.Errorf("from %s: %+v, want the address %q and Firefox on Linux", address, session, want)
		}
	}
}

func TestDevicesThatCannotBeShownAreRefused(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := factory.Email(factory.User(t, f.db, social.Member).Username)
	for device, status := range map[string]int{
		strings.Repeat("é", 100): created, strings.Repeat("é", 101): http.StatusBadRequest,
		"a\nb": http.StatusBadRequest, "a\x1bb": http.StatusBadRequest,
		"a\u202eb": http.StatusBadRequest, "a\u2028b": http.StatusBadRequest, "": created, " \t": created,
	} {
		answer := f.Do(t, "POST", "/v1/authentication/session",
			map[string]string{"email": email, "password": factory.Password, "device": device}, "User-Agent", "curl/8.5.0")
		if answer.Status != status {
			t.Errorf("%q: status %d, want %d: %s", device, answer.Status, status, answer.Body)
		}
		if status == http.StatusBadRequest {
			answer.WantProblem(t, status, "device")
		}
		if strings.TrimSpace(device) == "" && apitest.Data[social.SignedIn](t, answer).Session.Device != "curl" {
			t.Errorf("%q: %s, want the device curl", device, answer.Body)
		}
	}
}

func TestStartSessionIsRefusedLikeSignIn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const id = "the-same-for-all"
	for name, credentials := range refusals(t, f) {
		session := f.Do(t, "POST", "/v1/authentication/session", credentials, "X-Request-Id", id)
		bare := f.Do(t, "POST", "/v1/authentication/token", credentials, "X-Request-Id", id)
		session.WantProblem(t, http.StatusUnauthorized)
		if string(session.Body) != string(bare.Body) {
			t.Errorf("%s: %s, want the response of signIn, %s", name, session.Body, bare.Body)
		}
	}
}

func TestSignOutEndsThisSessionOnly(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	first, second := f.start(t, user), f.start(t, user)
	bare := apitest.Data[string](t, f.signIn(t, factory.Email(user.Username), factory.Password).Want(t, created))
	f.signOut(t, first.AccessToken).Want(t, http.StatusNoContent)
	f.signOut(t, first.AccessToken).WantProblem(t, http.StatusUnauthorized)
	f.refresh(t, first.RefreshToken).WantProblem(t, http.StatusUnauthorized)
	again := f.refreshed(t, second.RefreshToken)
	f.signOut(t, bare).Want(t, http.StatusNoContent)
	f.signOut(t, bare).WantProblem(t, http.StatusUnauthorized)
	f.signOut(t, second.AccessToken).Want(t, http.StatusNoContent)
	f.signOut(t, again.AccessToken).WantProblem(t, http.StatusUnauthorized)
	f.signOut(t, f.start(t, user).AccessToken).Want(t, http.StatusNoContent)
}

// Tokens from before there were sessions name none, and are accepted until they
// expire.
func TestATokenWithoutASessionCannotEndOne(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	f.signOut(t, apitest.Token(t, user.ID)).WantProblem(t, http.StatusConflict)
}
