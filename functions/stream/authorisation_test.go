package stream

import (
	"context"
	"net/http"
	"testing"

	"social.example/shared/live"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestAuthorisation(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	as := func(user social.Actor) string { return apitest.Token(t, user.ID) }
	cells := []struct {
		name, token string
		want        int
	}{
		{"anonymous", "", http.StatusUnauthorized},
		{"a forger", "e30.e30.e30", http.StatusUnauthorized},
		{"a user", as(factory.User(t, i.db, social.Member)), http.StatusOK},
		{"a moderator", as(factory.User(t, i.db, social.Moderator)), http.StatusOK},
		{"an admin", as(factory.User(t, i.db, social.Admin)), http.StatusOK},
		{"a deactivated user", as(factory.Deactivate(t, i.db, factory.User(t, i.db, social.Member))), http.StatusUnauthorized},
	}
	for _, cell := range cells {
		ctx, leave := context.WithCancel(t.Context())
		response, err := newListener(t, cell.token).open(ctx, i.url, "")
		if err != nil {
			t.Fatal(err)
		}
		if response.StatusCode != cell.want {
			t.Errorf("%s: %d, want %d", cell.name, response.StatusCode, cell.want)
		}
		if cell.want == http.StatusUnauthorized && response.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%s: 401 without WWW-Authenticate", cell.name)
		}
		leave()
		response.Body.Close()
	}
}
