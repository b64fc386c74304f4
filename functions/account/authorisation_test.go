package account_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

// TestAuthorisation has a row for each operation and a column for each kind of
// actor. Every operation is on the caller's own account.
func TestAuthorisation(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	as := func(user social.Actor) apitest.Client {
		return apitest.Client{Handler: f.Handler, Token: apitest.Token(t, user.ID)}
	}
	// Each row has actors of its own, because some operations end the actor.
	a := func(level social.Level) func() apitest.Client {
		return func() apitest.Client { return as(factory.User(t, f.db, level)) }
	}
	factory.User(t, f.db, social.Admin) // the last one can't leave
	actors := []struct {
		name   string
		client func() apitest.Client
		passes bool
	}{
		{"anonymous", func() apitest.Client { return f.Client }, false},
		{"a forger", func() apitest.Client { return apitest.Client{Handler: f.Handler, Token: "e30.e30.e30"} }, false},
		{"a user", a(social.Member), true},
		{"a moderator", a(social.Moderator), true},
		{"an admin", a(social.Admin), true},
		{"a deactivated user", func() apitest.Client { return as(factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member))) }, false},
	}
	tried := apitest.Tried{}
	failed, cells := 0, 0
	for _, row := range []struct {
		method, path string
		body         any
		status       int
	}{
		{"PATCH", path, `{"bio": "Bakes"}`, http.StatusOK},
		{"PUT", path + "/email", social.EmailChange{Email: "new@example.org", Password: factory.Password}, http.StatusAccepted},
		{"GET", sessionsPath, nil, http.StatusOK},
		{"DELETE", sessionsPath, nil, http.StatusNoContent},
		{"DELETE", pathOf(1), nil, http.StatusNotFound},
		{"POST", path + "/totp", confirmation, http.StatusCreated},
		{"PUT", path + "/totp", social.TOTPCode{Code: "123456"}, http.StatusConflict},
		{"POST", path + "/totp/removal", social.TOTPRemoval{Password: factory.Password, Code: "123456"}, http.StatusConflict},
		{"GET", path + "/bookmarks", nil, http.StatusOK},
		{"GET", path + "/blocks", nil, http.StatusOK},
		{"GET", path + "/mutes", nil, http.StatusOK},
		{"POST", path + "/export", confirmation, http.StatusOK},
		{"PUT", path + "/password", social.PasswordChange{CurrentPassword: factory.Password, Password: fresh}, http.StatusNoContent},
		{"POST", path + "/deletion", confirmation, http.StatusAccepted},
	} {
		tried.Add(f.routes, row.method, row.path)
		for _, actor := range actors {
			cells++
			want := row.status
			if !actor.passes {
				want = http.StatusUnauthorized
			}
			answer := actor.client().Do(t, row.method, row.path, row.body)
			if answer.Status != want {
				t.Errorf("%s %s by %s: %d, want %d", row.method, row.path, actor.name, answer.Status, want)
				failed++
			} else if want == http.StatusUnauthorized {
				answer.WantProblem(t, want)
			}
		}
	}
	tried.WantAll(t, f.routes)
	figure.Report(t, "authorisation of account: cells with the wrong result", cells, failed)
}
