package users_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

func TestAssignRoleIsInForceOnTheNextRequestOfEveryInstance(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, admin := f.user(t, social.Admin)
	user, client := f.user(t, social.Member)
	instances := []http.Handler{f.http, instance(t, f.config), instance(t, f.config), instance(t, f.config)}
	const rounds = 250
	outdated := 0
	for round := range rounds {
		// The request changes nothing: an admin gets 400 because the body has no
		// role, others get 403. It puts the user in the cache before the next change.
		role, want := "admin", http.StatusBadRequest
		if round%2 == 1 {
			role, want = "user", http.StatusForbidden
		}
		admin.Do(t, "PUT", pathOf(user)+"/role", `{"role": "`+role+`"}`).Want(t, http.StatusNoContent)
		for _, handler := range instances {
			client.Handler = handler
			if got := client.Do(t, "PUT", pathOf(user)+"/role", `{}`).Status; got != want {
				outdated++
				t.Errorf("round %d: status %d, want %d", round, got, want)
			}
		}
	}
	figure.Report(t, "rights given and withdrawn: requests judged by the old ones", rounds*len(instances), outdated)
}

func TestAssignRoleGivesEachRole(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, admin := f.user(t, social.Admin)
	user := factory.User(t, f.db, social.Member)
	for _, role := range []string{"moderator", "moderator", "admin", "user"} {
		answer := admin.Do(t, "PUT", pathOf(user)+"/role", `{"role": "`+role+`"}`).Want(t, http.StatusNoContent)
		if got := f.stored(t, user).Role.Name; got != role || len(answer.Body) != 0 {
			t.Errorf("assigned %s, got %s and the body %q", role, got, answer.Body)
		}
	}
}

func TestTheLastAdminCannotBeDemoted(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	last, client := f.user(t, social.Admin)
	factory.Deactivate(t, f.db, factory.User(t, f.db, social.Admin)) // inactive admins do not count
	for _, role := range []string{"user", "moderator"} {
		client.Do(t, "PUT", pathOf(last)+"/role", `{"role": "`+role+`"}`).WantProblem(t, http.StatusConflict)
	}
	client.Do(t, "PUT", pathOf(last)+"/role", `{"role": "admin"}`).Want(t, http.StatusNoContent)

	second := factory.User(t, f.db, social.Admin)
	client.Do(t, "PUT", pathOf(last)+"/role", `{"role": "user"}`).Want(t, http.StatusNoContent)
	client.Do(t, "PUT", pathOf(second)+"/role", `{"role": "user"}`).WantProblem(t, http.StatusForbidden)
}

func TestAssignRoleReadsItsBodyStrictly(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, admin := f.user(t, social.Admin)
	user := factory.User(t, f.db, social.Member)
	role := []string{"role"}
	o := apitest.BodyTaker{
		Client: admin, Method: "PUT", Path: pathOf(user) + "/role", Body: `{"role": "admin"}`, Texts: role, Required: role,
	}
	o.RefusesBodies(t)
	for _, unknown := range []string{`null`, `""`, `"Admin"`, `"admin "`, `"owner"`} {
		admin.Do(t, o.Method, o.Path, `{"role": `+unknown+`}`).WantProblem(t, http.StatusBadRequest, "role")
	}
	if got := f.stored(t, user).Role.Name; got != "user" {
		t.Errorf("a refused body changed the role to %s", got)
	}
	o.TakesBodies(t)
}
