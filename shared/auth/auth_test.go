package auth_test

import (
	"net/http"
	"net/http/httptest"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/auth"
	"social.example/shared/cache"
	"social.example/shared/gcplog"
	"social.example/shared/observe"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/testdb"
	"social.example/shared/token"
	"social.example/shared/web"
)

var log *apitest.Log

func TestMain(m *testing.M) {
	log = apitest.CaptureLog()
	os.Exit(m.Run())
}

const app = "https://app.example.com"

// noon is the time of the limiter's stopped clock, at the start of a window.
var noon = time.Date(2026, 3, 1, 12, 0, 0, 0, time.UTC)

func at(moment time.Time) func() time.Time { return func() time.Time { return moment } }

// dependencies configures a function. The zero value is enough for tests that use
// neither the database nor Redis.
type dependencies struct {
	limits ratelimit.Config
	db     *pgxpool.Pool
	redis  goredis.UniversalClient
	now    func() time.Time // the limiter's clock
	wait   time.Duration    // how long the limiter waits for Redis; 0 means redis.Timeout
}

// function returns a function with a public operation, one for authenticated users,
// one that counts attempts, one that counts mails and one that panics.
func (d dependencies) function(t testing.TB) http.Handler {
	t.Helper()
	if d.now == nil {
		d.now = at(noon)
	}
	if d.wait == 0 {
		d.wait = redis.Timeout
	}
	gate := &auth.Gate{
		Limits:  d.limits,
		Limiter: ratelimit.New(d.redis, d.wait, d.now),
		Tokens:  token.New(apitest.Tokens(t), time.Now),
		Users:   auth.NewUsers(store.Users{DB: d.db}.Actor, cache.Users{Redis: d.redis}),
	}
	ok := func(w http.ResponseWriter, _ *http.Request) error { return web.NoContent(w) }
	routes := web.Mux{
		{Method: "GET", Path: "/open", Handle: ok},
		{Method: "GET", Path: "/me", Handle: auth.RequireUser(func(w http.ResponseWriter, r *http.Request) error {
			return web.JSON(w, http.StatusOK, auth.Actor(r.Context()).ID)
		})},
		{Method: "POST", Path: "/attempt/{email}", Handle: func(w http.ResponseWriter, r *http.Request) error {
			if _, err := gate.Attempt(w, r, ratelimit.Account(r.PathValue("email"))); err != nil {
				return err
			}
			return web.NoContent(w)
		}},
		{Method: "POST", Path: "/mail/{email}", Handle: func(w http.ResponseWriter, r *http.Request) error {
			if _, err := gate.AttemptMail(w, r, ratelimit.Recipient(r.PathValue("email"))); err != nil {
				return err
			}
			return web.NoContent(w)
		}},
		{Method: "GET", Path: "/panic", Handle: func(http.ResponseWriter, *http.Request) error { panic("a defect") }},
	}
	origins := auth.Origins{Allowed: []string{app, "http://localhost:5173"}}
	return observe.Requests(gcplog.Config{})(origins.CORS(gate.Authenticate(routes.Serve)))
}

// withDatabase returns a function with its own database, for tests of tokens.
func withDatabase(t testing.TB) (*pgxpool.Pool, http.Handler) {
	t.Helper()
	db := testdb.New(t)
	return db, dependencies{limits: apitest.Unlimited, db: db}.function(t)
}

// send serves a request that apitest.Client can't build.
func send(handler http.Handler, r *http.Request) *httptest.ResponseRecorder {
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	return w
}
