package posts_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/functions/posts"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
	"social.example/shared/web"
)

// function is the posts function with its own database and Redis.
type function struct {
	db     *pgxpool.Pool
	http   http.Handler
	routes web.Mux
}

func newFunction(t testing.TB) function {
	t.Helper()
	return newFunctionOn(t, testredis.Config(t))
}

func newFunctionOn(t testing.TB, r redis.Config) function {
	t.Helper()
	config := posts.Config{
		Postgres: testdb.Config(t),
		Redis:    r,
		Tokens:   apitest.Tokens(t),
		Limits:   apitest.Unlimited,
	}
	service, err := posts.New(config)
	return function{testdb.Open(t, config.Postgres), apitest.Serve(t, service, err), service.Routes}
}

// as returns a client signed in as the user.
func (f function) as(t testing.TB, user social.Actor) apitest.Client {
	t.Helper()
	return apitest.Client{Handler: f.http, Token: apitest.Token(t, user.ID)}
}

// member creates a user and returns it with a signed-in client.
func (f function) member(t testing.TB) (social.Actor, apitest.Client) {
	t.Helper()
	user := factory.User(t, f.db, social.Member)
	return user, f.as(t, user)
}

func pathOf(post social.Post) string { return fmt.Sprintf("/v1/posts/%d", post.ID) }

func stamp(at time.Time) string { return at.Format("2006-01-02T15:04:05.000000Z") }

// long returns a text of n code points of four bytes each.
func long(n int) string { return strings.Repeat("😀", n) }

func TestPostsWorkWithoutRedis(t *testing.T) {
	t.Parallel()
	_, client := newFunctionOn(t, redis.Config{}).member(t)
	path := pathOf(apitest.Data[social.Post](t, client.Do(t, "POST", "/v1/posts", draft).Want(t, http.StatusCreated)))
	client.Do(t, "PATCH", path, `{"title": "edited"}`).Want(t, http.StatusOK)
	client.Do(t, "POST", path+"/comments", `{"content": "c"}`).Want(t, http.StatusCreated)
	got := apitest.Data[social.Post](t, client.Do(t, "GET", path, nil).Want(t, http.StatusOK))
	if got.Title != "edited" || got.CommentsCount != 1 {
		t.Errorf("got %+v, want the edited title and one comment", got)
	}
	client.Do(t, "DELETE", path, nil).Want(t, http.StatusNoContent)
	client.Do(t, "GET", path, nil).WantProblem(t, http.StatusNotFound)
}
