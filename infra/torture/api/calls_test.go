package api_test

import (
	"net/http"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"social.example/infra/torture/api"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testproxy"
)

func TestMain(m *testing.M) {
	apitest.CaptureLog() // the tests cause failures that are logged
	os.Exit(m.Run())
}

// alone lists the operations that need no database.
var alone = []string{"getDocument", "getSwaggerUI"}

// The calling admin is cached, so that the operation fails and not the
// authentication.
func TestEveryOperationRefusesWithoutTheDatabase(t *testing.T) {
	t.Parallel()
	var proxy *testproxy.Proxy
	a := api.New(t, func(s *api.Settings) {
		s.Postgres.URL, proxy = testproxy.InFront(t, s.Postgres.URL)
		s.Postgres.QueryTimeout = 300 * time.Millisecond
	})
	admin, user := factory.User(t, a.DB, social.Admin), factory.User(t, a.DB, social.Member)
	post := factory.Post(t, a.DB, user)
	client := apitest.Client{Handler: a, Token: apitest.SessionToken(t, admin.ID, factory.Session(t, a.DB, admin))}
	client.Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusOK)
	tried, wrong := 0, 0
	for _, name := range []string{"refused", "cut off", "reset", "slow", "black hole"}[:figure.Size(2, 5)] {
		testproxy.Faults[name](t, proxy)
		for _, call := range api.Calls(t, user.ID, post.ID) {
			want := http.StatusServiceUnavailable
			if slices.Contains(alone, call.Operation) {
				want = http.StatusOK
			}
			tried++
			answer := client.Do(t, call.Method, call.Path, call.Content(), "Content-Type", "application/json")
			if answer.Status != want {
				wrong++
				t.Errorf("%s with the database %s: status %d, want %d: %s", call.Operation, name, answer.Status, want, answer.Body)
			}
		}
		proxy.Heal(t)
	}
	figure.Report(t, "operations without their database: not answered 503", tried, wrong)
}

func TestEveryPreflightWorksWithoutDependencies(t *testing.T) {
	t.Parallel()
	a := api.New(t, func(s *api.Settings) {
		s.Postgres.URL, s.Redis = "postgres://127.0.0.1:1/nowhere", redis.Config{URL: "redis://127.0.0.1:1"}
		s.Limits.Requests = 1
	})
	client := apitest.Client{Handler: a}
	for _, call := range api.Calls(t, 1, 1) {
		for range 3 {
			header := client.Do(t, "OPTIONS", call.Path, nil, "Origin", api.Origin, "Access-Control-Request-Method", call.Method,
				"Access-Control-Request-Headers", "authorization,content-type,idempotency-key").Want(t, http.StatusNoContent).Header
			if header.Get("Access-Control-Allow-Origin") != api.Origin || header.Get("RateLimit") != "" ||
				!strings.Contains(header.Get("Access-Control-Allow-Methods"), call.Method) ||
				header.Get("Access-Control-Allow-Headers") == "" || header.Get("Access-Control-Max-Age") == "" {
				t.Errorf("%s: the preflight has the headers %v", call.Operation, header)
			}
		}
	}
}
