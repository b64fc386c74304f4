package users_test

import (
	"net/http"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testredis"
	"social.example/shared/token"
)

// Each instance has served the user before, so the user is cached.
func TestRevokedAccessIsRefusedByEveryInstance(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, admin := f.user(t, social.Admin)
	instances := []http.Handler{f.http, instance(t, f.config), instance(t, f.config), instance(t, f.config)}
	rounds := figure.Size(25, 250)
	for name, suffix := range map[string]string{
		"users deactivated: requests served afterwards": "/deactivate",
		"tokens revoked: requests served afterwards":    "/sign-out",
	} {
		served := 0
		for range rounds {
			user, client := f.user(t, social.Member)
			for _, handler := range instances {
				client.Handler = handler
				client.Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusOK)
			}
			admin.Do(t, "PUT", pathOf(user)+suffix, nil).Want(t, http.StatusNoContent)
			for _, handler := range instances {
				client.Handler = handler
				if status := client.Do(t, "GET", "/v1/users/me", nil).Status; status != http.StatusUnauthorized {
					served++
					t.Errorf("after %s: status %d, want 401", suffix, status)
				}
			}
		}
		figure.Report(t, name, rounds*len(instances), served)
	}
}

// again returns a client of the user after a new sign-in. Its token is issued in a later
// second than the one in which the sessions ended.
func (f function) again(t testing.TB, user social.Actor) apitest.Client {
	t.Helper()
	text, err := token.New(f.config.Tokens, time.Now).Issue(token.Claim{UserID: user.ID, Issued: time.Now().Add(3 * time.Second)})
	if err != nil {
		t.Fatal(err)
	}
	return apitest.Client{Handler: f.http, Token: text}
}

func TestSignOutEndsAllExistingSessions(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, here := f.user(t, social.Member)
	elsewhere := f.as(t, user)
	elsewhere.Do(t, "PUT", pathOf(user)+"/sign-out", nil).Want(t, http.StatusNoContent)
	for _, client := range []apitest.Client{here, elsewhere} {
		client.Do(t, "GET", "/v1/users/me", nil).WantProblem(t, http.StatusUnauthorized)
		client.Do(t, "PUT", pathOf(user)+"/sign-out", nil).WantProblem(t, http.StatusUnauthorized)
	}
	f.again(t, user).Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusOK)
}

// A thief holds a token that the owner has revoked.
func TestARevokedTokenSpendsTheRequestsOfItsAddressAndNotTheOwners(t *testing.T) {
	t.Parallel()
	for name, url := range map[string]string{"with Redis": testredis.Config(t).URL, "without": ""} {
		f := newFunction(t)
		f.config.Redis.URL = url
		f.config.Limits.Requests, f.config.Limits.Window, f.config.Limits.ClientIPPosition = 20, 100*365*24*time.Hour, 1
		f.http = instance(t, f.config)
		user, thief := f.user(t, social.Member)
		thief.Do(t, "PUT", pathOf(user)+"/sign-out", nil, "X-Forwarded-For", "192.0.2.1").Want(t, http.StatusNoContent)
		get := func(client apitest.Client, address string) int {
			return client.Do(t, "GET", "/v1/users/me", nil, "X-Forwarded-For", address).Status
		}
		for i := range 20 {
			if status := get(thief, "192.0.2.1"); status != http.StatusUnauthorized {
				t.Errorf("%s: request %d with the revoked token: status %d, want 401", name, i+1, status)
			}
		}
		if status := get(f.again(t, user), "198.51.100.1"); status != http.StatusOK {
			t.Errorf("%s: the owner gets status %d, want 200", name, status)
		}
		refused := false
		for range 21 { // on a busy machine Redis may time out
			refused = refused || get(thief, "192.0.2.1") == http.StatusTooManyRequests
		}
		if !refused {
			t.Errorf("%s: requests with the revoked token are not limited", name)
		}
		if status := get(f.again(t, user), "198.51.100.1"); status != http.StatusOK {
			t.Errorf("%s: the owner gets status %d after the thief was limited, want 200", name, status)
		}
	}
}

func TestReactivatedUsersMustSignInAgain(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, admin := f.user(t, social.Admin)
	user, old := f.user(t, social.Member)
	for range 2 { // repeating it changes nothing
		admin.Do(t, "PUT", pathOf(user)+"/deactivate", nil).Want(t, http.StatusNoContent)
	}
	admin.Do(t, "GET", pathOf(user), nil).WantProblem(t, http.StatusNotFound)
	admin.Do(t, "PUT", pathOf(user)+"/sign-out", nil).WantProblem(t, http.StatusNotFound)
	for range 2 {
		admin.Do(t, "PUT", pathOf(user)+"/reactivate", nil).Want(t, http.StatusNoContent)
	}
	admin.Do(t, "GET", pathOf(user), nil).Want(t, http.StatusOK)
	old.Do(t, "GET", "/v1/users/me", nil).WantProblem(t, http.StatusUnauthorized)
	f.again(t, user).Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusOK)
}

func TestAPendingAccountCannotBeReactivated(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, admin := f.user(t, social.Admin)
	pending := pathOf(social.Actor{ID: factory.Pending(t, f.db)})
	for _, suffix := range []string{"/deactivate", "/reactivate", "/sign-out"} {
		admin.Do(t, "PUT", pending+suffix, nil).WantProblem(t, http.StatusNotFound)
	}
}

func TestTheLastAdminCannotBeDeactivated(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	last, client := f.user(t, social.Admin)
	factory.Deactivate(t, f.db, factory.User(t, f.db, social.Admin)) // inactive admins do not count
	client.Do(t, "PUT", pathOf(last)+"/deactivate", nil).WantProblem(t, http.StatusConflict)
	factory.User(t, f.db, social.Admin)
	client.Do(t, "PUT", pathOf(last)+"/deactivate", nil).Want(t, http.StatusNoContent)
	client.Do(t, "GET", "/v1/users/me", nil).WantProblem(t, http.StatusUnauthorized)
}
