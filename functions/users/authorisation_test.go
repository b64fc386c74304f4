package users_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

// TestAuthorisation has a row for each operation and a column for each kind of
// actor: no user, another user, the account's owner, a moderator, an admin, and a
// deactivated owner.
func TestAuthorisation(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner, other := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	moderator, admin := factory.User(t, f.db, social.Moderator), factory.User(t, f.db, social.Admin)
	gone := factory.Deactivate(t, f.db, factory.User(t, f.db, social.Admin))
	actors := []struct {
		name   string
		client apitest.Client
		path   string
	}{
		{"anonymous", apitest.Client{Handler: f.http}, pathOf(owner)},
		{"another user", f.as(t, other), pathOf(owner)},
		{"the owner", f.as(t, owner), pathOf(owner)},
		{"a moderator", f.as(t, moderator), pathOf(owner)},
		{"an admin", f.as(t, admin), pathOf(owner)},
		{"a deactivated owner", f.as(t, gone), pathOf(gone)},
	}
	const missing = "/v1/users/9223372036854775807"
	const role = `{"role": "user"}`
	all := [6]int{401, 200, 200, 200, 200, 401}
	unknown := [6]int{401, 404, 404, 404, 404, 401}
	second := pathOf(factory.User(t, f.db, social.Member))
	follow := [6]int{401, 204, 400, 204, 204, 401}
	adminOnly := [6]int{401, 403, 403, 403, 204, 401}
	adminOnlyOfUnknown := [6]int{401, 403, 403, 403, 404, 401}
	tried := apitest.Tried{}
	passed, cells := 0, 0
	for _, row := range []struct {
		method, prefix, suffix string // an empty prefix is the owner's path
		body                   any
		want                   [6]int
	}{
		{"GET", "/v1/users", "", nil, all},
		{"GET", "/v1/users/me", "", nil, all},
		{"GET", "", "", nil, all},
		{"GET", "", "/followers", nil, all},
		{"GET", "", "/following", nil, all},
		{"GET", "", "/posts", nil, all},
		{"PUT", "", "/follow", nil, follow},
		{"PUT", "", "/unfollow", nil, follow},
		{"PUT", "", "/mute", nil, follow},
		{"DELETE", "", "/mute", nil, follow},
		{"PUT", "", "/block", nil, follow},
		{"DELETE", "", "/block", nil, follow},
		{"PUT", "", "/role", role, adminOnly},
		{"GET", missing, "", nil, unknown},
		{"GET", missing, "/followers", nil, unknown},
		{"GET", missing, "/following", nil, unknown},
		{"GET", missing, "/posts", nil, unknown},
		{"PUT", missing, "/follow", nil, unknown},
		{"PUT", missing, "/unfollow", nil, unknown},
		{"PUT", missing, "/mute", nil, unknown},
		{"DELETE", missing, "/mute", nil, unknown},
		{"PUT", missing, "/block", nil, unknown},
		{"DELETE", missing, "/block", nil, unknown},
		{"PUT", missing, "/role", role, adminOnlyOfUnknown},
		{"PUT", missing, "/deactivate", nil, adminOnlyOfUnknown},
		{"PUT", missing, "/reactivate", nil, adminOnlyOfUnknown},
		{"PUT", missing, "/sign-out", nil, adminOnlyOfUnknown},
		{"PUT", second, "/deactivate", nil, adminOnly},
		{"PUT", second, "/reactivate", nil, adminOnly},
		{"PUT", "", "/sign-out", nil, [6]int{401, 403, 204, 403, 204, 401}}, // last, because it ends the owner's session
	} {
		for i, actor := range actors {
			cells++
			path := row.prefix + row.suffix
			if row.prefix == "" {
				path = actor.path + row.suffix
			}
			tried.Add(f.routes, row.method, path)
			answer := actor.client.Do(t, row.method, path, row.body)
			if answer.Status != row.want[i] {
				t.Errorf("%s %s by %s: %d, want %d", row.method, path, actor.name, answer.Status, row.want[i])
				continue
			}
			passed++
			if answer.Status >= http.StatusBadRequest {
				answer.WantProblem(t, row.want[i])
			}
			if answer.Status == http.StatusUnauthorized && answer.Header.Get("WWW-Authenticate") != "Bearer" {
				t.Errorf("%s %s: 401 without WWW-Authenticate", row.method, path)
			}
		}
	}
	tried.WantAll(t, f.routes)
	figure.Report(t, "authorisation of users: cells with the wrong result", cells, cells-passed)
}
