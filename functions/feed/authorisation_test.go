package feed_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestAuthorisation(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	as := func(user social.Actor) apitest.Client {
		return apitest.Client{Handler: f.http, Token: apitest.Token(t, user.ID)}
	}
	cells := []struct {
		name   string
		client apitest.Client
		want   int
	}{
		{"anonymous", apitest.Client{Handler: f.http}, http.StatusUnauthorized},
		{"a forger", apitest.Client{Handler: f.http, Token: "e30.e30.e30"}, http.StatusUnauthorized},
		{"a user", as(factory.User(t, f.db, social.Member)), http.StatusOK},
		{"a moderator", as(factory.User(t, f.db, social.Moderator)), http.StatusOK},
		{"an admin", as(factory.User(t, f.db, social.Admin)), http.StatusOK},
		{"a deactivated user", as(factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member))), http.StatusUnauthorized},
	}
	passed := 0
	for _, cell := range cells {
		answer := cell.client.Do(t, "GET", path, nil)
		if answer.Status != cell.want {
			t.Errorf("the feed for %s: %d, want %d", cell.name, answer.Status, cell.want)
			continue
		}
		passed++
		if answer.Status == http.StatusUnauthorized {
			answer.WantProblem(t, http.StatusUnauthorized)
		}
	}
	t.Logf("authorisation: %d of %d cells passed", passed, len(cells))
}
