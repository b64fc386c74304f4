package feed_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"testing"

	"social.example/shared/apitest"
	"social.example/shared/factory"
	"social.example/shared/social"
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
		if got := f.openStream(t, cell.client); got != cell.want {
			t.Errorf("the stream for %s: %d, want %d", cell.name, got, cell.want)
			continue
		}
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

// openStream opens the stream, leaves it, and returns its status.
func (f function) openStream(t *testing.T, client apitest.Client) int {
	t.Helper()
	server := httptest.NewServer(f.http)
	defer server.Close()
	ctx, leave := context.WithCancel(t.Context())
	defer leave() // before the server closes, which waits for its requests
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server.URL+path+"/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	if client.Token != "" {
		request.Header.Set("Authorization", "Bearer "+client.Token)
	}
	response, err := server.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if response.StatusCode == http.StatusUnauthorized && response.Header.Get("WWW-Authenticate") != "Bearer" {
		t.Errorf("the stream answers 401 without WWW-Authenticate")
	}
	return response.StatusCode
}
