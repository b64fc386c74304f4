package posts_test

import (
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// setActive activates or deactivates the user, as an admin does.
func (f function) setActive(t *testing.T, user social.Actor, active bool) {
	t.Helper()
	testdb.Exec(t, f.db, `UPDATE users SET is_active = $2 WHERE id = $1`, user.ID, active)
}

func TestPostsOfADeactivatedAuthorAreHiddenFromEverybody(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, reader := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	post := factory.Post(t, f.db, author)
	comment := factory.Comment(t, f.db, post, reader)
	before := f.as(t, reader).Do(t, "GET", pathOf(post), nil).Want(t, http.StatusOK)

	f.setActive(t, author, false)
	for _, level := range []social.Level{social.Member, social.Moderator, social.Admin} {
		client := f.as(t, factory.User(t, f.db, level))
		for _, call := range [][3]string{
			{"GET", ""},
			{"PATCH", "", `{"title": "another"}`},
			{"PATCH", "", `{"title": "another", "version": 1}`},
			{"PATCH", "", `{"title": "another", "version": 7}`},
			{"DELETE", ""},
			{"GET", "/comments"},
			{"POST", "/comments", `{"content": "c"}`},
		} {
			var body any
			if call[2] != "" {
				body = call[2]
			}
			client.Do(t, call[0], pathOf(post)+call[1], body).WantProblem(t, http.StatusNotFound)
		}
	}
	f.setActive(t, author, true)
	after := f.as(t, reader).Do(t, "GET", pathOf(post), nil).Want(t, http.StatusOK)
	after.WantJSON(t, "%s", before.Body)
	if ids, _ := apitest.IDs(t, f.as(t, reader).Do(t, "GET", pathOf(post)+"/comments", nil)); !slices.Equal(ids, []int64{comment.ID}) {
		t.Errorf("comments %v, want %d", ids, comment.ID)
	}
}

func TestCommentsOfADeactivatedAuthorAreNeitherListedNorCounted(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	gone := factory.User(t, f.db, social.Member)
	post, other := factory.Post(t, f.db, author), factory.Post(t, f.db, author)
	first, hidden := factory.Comment(t, f.db, post, author), factory.Comment(t, f.db, post, gone)
	last := factory.Comment(t, f.db, post, author)
	factory.Comment(t, f.db, other, gone)
	want := func(p social.Post, ids ...int64) {
		t.Helper()
		read := apitest.Data[struct {
			Count    int              `json:"comments_count"`
			Comments []social.Comment `json:"comments"`
		}](t, client.Do(t, "GET", pathOf(p), nil).Want(t, http.StatusOK))
		listed, _ := apitest.IDs(t, client.Do(t, "GET", pathOf(p)+"/comments", nil))
		inPost := make([]int64, 0)
		for _, comment := range read.Comments {
			inPost = append(inPost, comment.ID)
		}
		if read.Count != len(ids) || !slices.Equal(inPost, ids) || !slices.Equal(listed, ids) {
			t.Errorf("comments_count %d, with the post %v, listed %v, want %v", read.Count, inPost, listed, ids)
		}
	}
	for range 2 {
		f.setActive(t, gone, false)
		want(post, last.ID, first.ID)
		want(other)
		f.setActive(t, gone, true)
		want(post, last.ID, hidden.ID, first.ID)
	}
	f.setActive(t, gone, false)
	testdb.Exec(t, f.db, `DELETE FROM users WHERE id = $1`, gone.ID)
	want(post, last.ID, first.ID)
}

// A comment waits for an open deactivation of its author. It is then hidden, like the
// author's earlier comments.
func TestCommentDuringADeactivationIsHidden(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, reader := f.member(t)
	post := factory.Post(t, f.db, author)
	user, client := f.member(t)
	deactivation := testdb.Begin(t, f.db, `UPDATE users SET is_active = false WHERE id = $1`, user.ID)
	answer := testdb.Waiting(t, f.db, func() apitest.Answer {
		return client.Do(t, "POST", pathOf(post)+"/comments", `{"content": "c"}`)
	})
	testdb.Commit(t, deactivation)
	(<-answer).Want(t, http.StatusCreated)
	for _, active := range []bool{false, true} {
		f.setActive(t, user, active)
		want := map[bool]int{false: 0, true: 1}[active]
		ids, _ := apitest.IDs(t, reader.Do(t, "GET", pathOf(post)+"/comments", nil))
		read := apitest.Data[social.Post](t, reader.Do(t, "GET", pathOf(post), nil).Want(t, http.StatusOK))
		if len(ids) != want || read.CommentsCount != want {
			t.Errorf("active %v: comments %v, counted %d, want %d", active, ids, read.CommentsCount, want)
		}
	}
}

func TestDeactivatedUserWritesNothingThoughStillCached(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	post := factory.Post(t, f.db, factory.User(t, f.db, social.Member))
	user, client := f.member(t)
	client.Do(t, "GET", pathOf(post), nil).Want(t, http.StatusOK) // caches the user
	f.setActive(t, user, false)
	for _, headers := range [][]string{nil, {keyHeader, "k"}} {
		client.Do(t, "POST", "/v1/posts", draft, headers...).WantProblem(t, http.StatusUnauthorized)
		client.Do(t, "POST", pathOf(post)+"/comments", `{"content": "c"}`, headers...).WantProblem(t, http.StatusUnauthorized)
	}
	if posts, comments, keys := f.count(t, "posts"), f.count(t, "comments"), f.count(t, "idempotency_keys"); posts != 1 || comments+keys != 0 {
		t.Errorf("%d posts, %d comments and %d keys, want 1 post", posts, comments, keys)
	}
}
