package users_test

import (
	"fmt"
	"net/http"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/functions/users"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
	"social.example/shared/web"
)

// function is the users function with its own database and Redis.
type function struct {
	db     *pgxpool.Pool
	config users.Config
	http   http.Handler
	routes web.Mux
}

func newFunction(t testing.TB) function {
	t.Helper()
	config := users.Config{
		Postgres: testdb.Config(t),
		Redis:    testredis.Config(t),
		Tokens:   apitest.Tokens(t),
		Limits:   apitest.Unlimited,
	}
	service, err := users.New(config)
	return function{testdb.Open(t, config.Postgres), config, apitest.Serve(t, service, err), service.Routes}
}

// instance starts another instance of the function.
func instance(t testing.TB, config users.Config) http.Handler {
	t.Helper()
	service, err := users.New(config)
	return apitest.Serve(t, service, err)
}

// as returns a client signed in as the user.
func (f function) as(t testing.TB, user social.Actor) apitest.Client {
	t.Helper()
	return apitest.Client{Handler: f.http, Token: apitest.Token(t, user.ID)}
}

// user creates a user of that level and returns it with a signed-in client.
func (f function) user(t testing.TB, level social.Level) (social.Actor, apitest.Client) {
	t.Helper()
	user := factory.User(t, f.db, level)
	return user, f.as(t, user)
}

// members creates n users, oldest first.
func (f function) members(t testing.TB, n int) []social.Actor {
	t.Helper()
	members := make([]social.Actor, n)
	for i := range members {
		members[i] = factory.User(t, f.db, social.Member)
	}
	return members
}

// stored returns the user from the database.
func (f function) stored(t testing.TB, user social.Actor) social.Me {
	t.Helper()
	me, err := store.Users{DB: f.db}.Me(t.Context(), user.ID)
	if err != nil {
		t.Fatal(err)
	}
	return me
}

func pathOf(user social.Actor) string { return fmt.Sprintf("/v1/users/%d", user.ID) }

func stamp(at time.Time) string { return at.Format("2006-01-02T15:04:05.000000Z") }

func idsOf(users []social.Actor) []int64 {
	ids := make([]int64, len(users))
	for i, user := range users {
		ids[i] = user.ID
	}
	return ids
}
