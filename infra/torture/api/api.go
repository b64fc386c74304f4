// Package api runs the whole API in one process, for tests: all HTTP functions
// behind their routes, with their own database, Redis and Pub/Sub.
package api

import (
	"net/http"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/crypto/bcrypt"

	"social.example/infra"
	"social.example/infra/local/checkout"
	"social.example/infra/local/edge"
	"social.example/infra/local/pubsub"
	"social.example/shared/auth"
	"social.example/shared/boot"
	"social.example/shared/password"
	"social.example/shared/postgres"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/test/apitest"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
	"social.example/shared/topic"
)

// Origin is the web origin that CORS allows.
const Origin = "https://app.example.com"

// API holds all HTTP functions and their dependencies.
type API struct {
	DB        *pgxpool.Pool
	Redis     redis.Config
	PubSub    *pubsub.Emulator
	Functions map[string]boot.Service
	Routes    edge.Routes
}

// Settings are the settings that a test may change.
type Settings struct {
	Postgres postgres.Config
	Redis    redis.Config
	Limits   ratelimit.Config
}

// New starts the API until the test ends. changes may modify its settings.
func New(t testing.TB, changes ...func(*Settings)) *API {
	t.Helper()
	s := Settings{Postgres: testdb.Config(t), Redis: testredis.Config(t), Limits: apitest.Unlimited}
	a := &API{DB: testdb.Open(t, s.Postgres), Redis: s.Redis, PubSub: startPubSub(t), Functions: map[string]boot.Service{}, Routes: routes(t)}
	for _, change := range changes {
		change(&s)
	}
	tokens, origins := apitest.Tokens(t), auth.Origins{Allowed: []string{Origin}}
	for _, f := range infra.Functions {
		service, err := f.New(s.Postgres, s.Redis, s.Limits, tokens, origins, password.Config{Cost: bcrypt.MinCost},
			topic.Config{Project: "project", Email: "email", Emulator: a.PubSub.Address})
		if apitest.Serve(t, service, err) != nil {
			a.Functions[f.Name] = service
		}
	}
	return a
}

// ServeHTTP routes the request to a function by its path.
func (a *API) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	a.Functions[a.Routes.Match(r.URL.EscapedPath())].HTTP.ServeHTTP(w, r)
}

func startPubSub(t testing.TB) *pubsub.Emulator {
	t.Helper()
	emulator, err := pubsub.StartTopic(t.Context(), "project", "email")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = emulator.Close() })
	return emulator
}

// routes reads infra/routes.json.
func routes(t testing.TB) edge.Routes {
	t.Helper()
	c, err := checkout.Find()
	if err != nil {
		t.Fatal(err)
	}
	routes, err := edge.ReadRoutes(c.Root)
	if err != nil {
		t.Fatal(err)
	}
	return routes
}
