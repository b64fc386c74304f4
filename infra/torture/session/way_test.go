package session_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/infra/torture/api"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

// owner is a user with two sessions, of which one is to end.
type owner struct {
	api          *api.API
	id, post     int64
	email        string
	ended, other social.SignedIn
}

func signIn(t *testing.T, a *api.API) owner {
	t.Helper()
	user := factory.User(t, a.DB, social.Member)
	o := owner{api: a, id: user.ID, post: factory.Post(t, a.DB, user).ID, email: factory.Email(user.Username)}
	for _, session := range []*social.SignedIn{&o.ended, &o.other} {
		*session = apitest.Data[social.SignedIn](t, apitest.Client{Handler: a}.Do(t, "POST", "/v1/authentication/session",
			social.Credentials{Email: o.email, Password: factory.Password}).Want(t, http.StatusCreated))
	}
	return o
}

// use sends a request of the session to each of several functions. None changes anything.
func (o owner) use(t *testing.T, a *api.API, session social.SignedIn) {
	t.Helper()
	for _, path := range []string{"/v1/users/me", "/v1/users/feed", "/v1/account/sessions", fmt.Sprint("/v1/posts/", o.post)} {
		apitest.Client{Handler: a, Token: session.AccessToken}.Do(t, "GET", path, nil).Want(t, http.StatusOK)
	}
}

func (o owner) refresh(t *testing.T, session social.SignedIn) apitest.Answer {
	t.Helper()
	return apitest.Client{Handler: o.api}.Do(t, "POST", "/v1/authentication/session/refresh",
		social.RefreshRequest{RefreshToken: session.RefreshToken})
}

// send sends a request that must succeed.
func (o owner) send(t *testing.T, token, method, path string, body any) {
	t.Helper()
	if status := (apitest.Client{Handler: o.api, Token: token}).Do(t, method, path, body).Status; status >= http.StatusBadRequest {
		t.Fatalf("%s %s: status %d", method, path, status)
	}
}

// way is a way in which a session ends.
type way struct {
	name       string
	everywhere bool // the other session ends too
	end        func(t *testing.T, o owner, admin string)
}

var ways = []way{
	{"signed out", false, func(t *testing.T, o owner, _ string) {
		t.Helper()
		o.send(t, o.ended.AccessToken, "DELETE", "/v1/authentication/session", nil)
	}},
	{"ended by id", false, func(t *testing.T, o owner, _ string) {
		t.Helper()
		o.send(t, o.other.AccessToken, "DELETE", fmt.Sprint("/v1/account/sessions/", o.ended.Session.ID), nil)
	}},
	{"all others ended", false, func(t *testing.T, o owner, _ string) {
		t.Helper()
		o.send(t, o.other.AccessToken, "DELETE", "/v1/account/sessions", nil)
	}},
	{"password changed", false, func(t *testing.T, o owner, _ string) {
		t.Helper()
		o.send(t, o.other.AccessToken, "PUT", "/v1/account/password",
			social.PasswordChange{CurrentPassword: factory.Password, Password: "a fresh password"})
	}},
	{"refresh token used again", false, func(t *testing.T, o owner, _ string) {
		t.Helper()
		next := apitest.Data[social.SignedIn](t, o.refresh(t, o.ended).Want(t, http.StatusOK))
		o.refresh(t, next).Want(t, http.StatusOK)
		o.refresh(t, o.ended).Want(t, http.StatusUnauthorized)
	}},
	{"signed out everywhere", true, func(t *testing.T, o owner, _ string) {
		t.Helper()
		o.send(t, o.other.AccessToken, "PUT", fmt.Sprintf("/v1/users/%d/sign-out", o.id), nil)
	}},
	{"deactivated", true, func(t *testing.T, o owner, admin string) {
		t.Helper()
		o.send(t, admin, "PUT", fmt.Sprintf("/v1/users/%d/deactivate", o.id), nil)
	}},
	{"deleted", true, func(t *testing.T, o owner, _ string) {
		t.Helper()
		o.send(t, o.other.AccessToken, "POST", "/v1/account/deletion", social.Confirmation{Password: factory.Password})
	}},
}
