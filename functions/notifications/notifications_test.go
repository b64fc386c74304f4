package notifications_test

import (
	"fmt"
	"net/http"
	"os"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/functions/notifications"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

const path = "/v1/notifications"

var log *apitest.Log

func TestMain(m *testing.M) {
	log = apitest.CaptureLog()
	os.Exit(m.Run())
}

// function is the notifications function with its own database and Redis.
type function struct {
	db   *pgxpool.Pool
	http http.Handler
}

func newFunction(t testing.TB) function {
	t.Helper()
	return newLimitedFunction(t, apitest.Unlimited)
}

func newLimitedFunction(t testing.TB, limits ratelimit.Config) function {
	t.Helper()
	config := notifications.Config{
		Postgres: testdb.Config(t),
		Redis:    testredis.Config(t),
		Tokens:   apitest.Tokens(t),
		Limits:   limits,
	}
	service, err := notifications.New(config)
	return function{testdb.Open(t, config.Postgres), apitest.Serve(t, service, err)}
}

// person is a user who acts and is notified.
type person struct {
	function
	social.Actor
	client apitest.Client
}

func (f function) person(t testing.TB) person {
	t.Helper()
	user := factory.User(t, f.db, social.Member)
	return person{f, user, apitest.Client{Handler: f.http, Token: apitest.Token(t, user.ID)}}
}

// list returns the notifications that the person reads.
func (p person) list(t testing.TB, query string) []social.Notification {
	t.Helper()
	var page struct {
		Data []social.Notification `json:"data"`
	}
	apitest.Decode(t, p.client.Do(t, "GET", path+query, nil).Want(t, http.StatusOK), &page)
	return page.Data
}

// want fails the test unless the person reads these notifications, newest first.
func (p person) want(t testing.TB, want ...string) {
	t.Helper()
	var got []string
	unread := 0
	for _, n := range p.list(t, "") {
		got = append(got, line(n))
		if !n.IsRead {
			unread++
		}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%s reads %q, want %q", p.Username, got, want)
	}
	if count := p.unread(t); count != unread {
		t.Errorf("%s has %d unread, but the list has %d", p.Username, count, unread)
	}
}

func (p person) unread(t testing.TB) int {
	t.Helper()
	var answer struct {
		Data social.Unread `json:"data"`
	}
	apitest.Decode(t, p.client.Do(t, "GET", path+"/unread", nil).Want(t, http.StatusOK), &answer)
	return answer.Data.Count
}

// line returns a notification in short: its kind, post, comment and actors.
func line(n social.Notification) string {
	text := string(n.Kind)
	if n.Post != nil {
		text += fmt.Sprint(" p", n.Post.ID)
	}
	if n.Comment != nil {
		text += fmt.Sprint(" c", n.Comment.ID)
	}
	for _, actor := range n.Actors {
		text += " " + actor.Username
	}
	return fmt.Sprint(text, " ", n.ActorsCount)
}

func (p person) writes(t testing.TB, content string) social.Post {
	t.Helper()
	post, _, err := store.Posts{DB: p.db}.Create(t.Context(), p.ID, social.PostDraft{Title: "title", Content: content}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return post
}

func (p person) comments(t testing.TB, post social.Post, parent *int64, content string) social.Comment {
	t.Helper()
	draft := social.CommentDraft{Content: content, ParentID: parent}
	comment, _, err := store.Comments{DB: p.db}.Create(t.Context(), post.ID, p.ID, draft, nil)
	if err != nil {
		t.Fatal(err)
	}
	return comment
}

func (p person) likes(t testing.TB, post social.Post) {
	t.Helper()
	if _, err := (store.Reactions{DB: p.db}).Add(t.Context(), store.PostLike, p.ID, post.ID, post.ID); err != nil {
		t.Fatal(err)
	}
}

func (p person) unlikes(t testing.TB, post social.Post) {
	t.Helper()
	if err := (store.Reactions{DB: p.db}).Remove(t.Context(), store.PostLike, p.ID, post.ID, post.ID); err != nil {
		t.Fatal(err)
	}
}

func (p person) likesComment(t testing.TB, comment social.Comment) {
	t.Helper()
	if _, err := (store.Reactions{DB: p.db}).Add(t.Context(), store.CommentLike, p.ID, comment.PostID, comment.ID); err != nil {
		t.Fatal(err)
	}
}

// age moves all notifications into the past.
func (f function) age(t testing.TB, by string) {
	t.Helper()
	testdb.Exec(t, f.db, `UPDATE notifications SET created_at = created_at - $1::interval`, by)
}
