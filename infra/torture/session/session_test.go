// Package session ends sessions in every way, and then sends requests to every
// operation of every function with their tokens.
package session_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"social.example/infra/torture/api"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

func TestMain(m *testing.M) {
	apitest.CaptureLog()
	os.Exit(m.Run())
}

// Two instances of each function share a cache. Each has served the session before
// it ends.
func TestAnEndedSessionIsServedByNoFunction(t *testing.T) {
	t.Parallel()
	first := api.New(t)
	second := api.New(t, func(s *api.Settings) { s.Postgres.URL, s.Redis = first.DB.Config().ConnString(), first.Redis })
	instances := []*api.API{first, second}
	admin := factory.User(t, first.DB, social.Admin)
	post := factory.Post(t, first.DB, admin)
	calls := api.Calls(t, admin.ID, post.ID)
	var tried, served, streams, open int
	for range figure.Size(1, 3) {
		for _, w := range ways {
			owner := signIn(t, first)
			server := httptest.NewServer(second)
			ends := stream(t, server.URL, owner.ended.AccessToken)
			for _, a := range instances {
				owner.use(t, a, owner.ended)
				owner.use(t, a, owner.other)
			}
			w.end(t, owner, apitest.SessionToken(t, admin.ID, factory.Session(t, first.DB, admin)))
			for _, a := range instances {
				client := apitest.Client{Handler: a, Token: owner.ended.AccessToken}
				for _, call := range calls {
					if !call.Secured {
						continue
					}
					tried++
					if status := client.Do(t, call.Method, call.Path, call.Content(), "Content-Type", "application/json").Status; status != http.StatusUnauthorized {
						served++
						t.Errorf("%s: %s of %s: status %d, want 401", w.name, call.Operation, call.Function, status)
					}
				}
				tried++
				if owner.refresh(t, owner.ended).Status != http.StatusUnauthorized {
					served++
					t.Errorf("%s: the refresh token works", w.name)
				}
				if !w.everywhere {
					owner.use(t, a, owner.other)
				}
			}
			streams++
			select {
			case <-ends:
			case <-time.After(time.Minute):
				open++
				t.Errorf("%s: the stream has not ended", w.name)
			}
			server.CloseClientConnections()
			server.Close()
		}
	}
	figure.Report(t, "requests to every operation with a session that has ended: served", tried, served)
	figure.Report(t, "streams open at the end of their session: not ended by it", streams, open)
}

// stream opens the live stream. The channel is closed when the stream ends.
func stream(t *testing.T, server, token string) <-chan struct{} {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, server+"/v1/users/feed/stream", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+token)
	response, err := http.DefaultTransport.RoundTrip(request) //nolint:bodyclose // the goroutine closes it
	if err != nil {
		t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		t.Fatalf("the stream: status %d, want 200", response.StatusCode)
	}
	if _, err := response.Body.Read(make([]byte, 1)); err != nil { // it has begun
		t.Fatal(err)
	}
	ends := make(chan struct{})
	go func() {
		defer close(ends)
		defer response.Body.Close()
		_, _ = io.Copy(io.Discard, response.Body) // how it ends does not matter here
	}()
	return ends
}
