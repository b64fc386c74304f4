package feed_test

import (
	"net/http"
	"net/url"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/functions/feed"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

const path = "/v1/users/feed"

// function is the feed function with its own database and Redis.
type function struct {
	db   *pgxpool.Pool
	http http.Handler
}

func newFunction(t testing.TB) function {
	t.Helper()
	config := feed.Config{
		Postgres: testdb.Config(t),
		Redis:    testredis.Config(t),
		Tokens:   apitest.Tokens(t),
		Limits:   apitest.Unlimited,
	}
	service, err := feed.New(config)
	return function{testdb.Open(t, config.Postgres), apitest.Serve(t, service, err)}
}

// member creates a user and returns it with a signed-in client.
func (f function) member(t testing.TB) (social.Actor, apitest.Client) {
	t.Helper()
	user := factory.User(t, f.db, social.Member)
	return user, apitest.Client{Handler: f.http, Token: apitest.Token(t, user.ID)}
}

// write creates a post with this text.
func (f function) write(t testing.TB, author social.Actor, title, content string, tags ...string) social.Post {
	t.Helper()
	post := factory.Post(t, f.db, author, tags...)
	testdb.Exec(t, f.db, `UPDATE posts SET title = $2, content = $3 WHERE id = $1`, post.ID, title, content)
	return post
}

func stamp(at time.Time) string { return at.Format("2006-01-02T15:04:05.000000Z") }

func with(parameter, value string) string {
	return path + "?" + parameter + "=" + url.QueryEscape(value)
}

// wantFeed fails the test unless the target returns exactly these posts, in this
// order.
func wantFeed(t testing.TB, client apitest.Client, target string, want ...social.Post) {
	t.Helper()
	var ids []int64
	for _, post := range want {
		ids = append(ids, post.ID)
	}
	if got, _ := apitest.IDs(t, client.Do(t, "GET", target, nil)); !slices.Equal(got, ids) {
		t.Errorf("%s: got %v, want %v", target, got, ids)
	}
}
