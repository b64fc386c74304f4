package posts_test

import (
	"net/http"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

const (
	keyHeader = "Idempotency-Key"
	draft     = `{"title": "t", "content": "c", "tags": ["a"]}`
)

// count returns the number of rows in a table.
func (f function) count(t *testing.T, table string) (n int) {
	t.Helper()
	if err := f.db.QueryRow(t.Context(), `SELECT count(*) FROM `+table).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

// TestRepeatedKeyGetsTheFirstResponseAgain repeats the requests after an edit, and after
// moderators removed what they created.
func TestRepeatedKeyGetsTheFirstResponseAgain(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	first := client.Do(t, "POST", "/v1/posts", draft, keyHeader, "k").Want(t, http.StatusCreated)
	path := pathOf(apitest.Data[social.Post](t, first))
	comment := client.Do(t, "POST", path+"/comments", `{"content": "c"}`, keyHeader, "c").Want(t, http.StatusCreated)
	repeat := func() {
		t.Helper()
		client.Do(t, "POST", "/v1/posts", draft, keyHeader, "k").Want(t, http.StatusCreated).WantJSON(t, "%s", first.Body)
		client.Do(t, "POST", path+"/comments", `{"content": "c"}`, keyHeader, "c").Want(t, http.StatusCreated).WantJSON(t, "%s", comment.Body)
	}

	client.Do(t, "PATCH", path, `{"title": "edited", "tags": []}`).Want(t, http.StatusOK)
	repeat()
	testdb.Exec(t, f.db, `UPDATE posts SET taken_down_at = now()`)
	testdb.Exec(t, f.db, `UPDATE comments SET taken_down_at = now(), is_hidden = true`)
	repeat()
	if posts, comments := f.count(t, "posts"), f.count(t, "comments"); posts != 1 || comments != 1 {
		t.Errorf("%d posts and %d comments, want one of each", posts, comments)
	}
}

func TestRepeatedKeyOfADeletedPostIsAConflict(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	refused := func(target, body, key string) {
		t.Helper()
		answer := client.Do(t, "POST", target, body, keyHeader, key)
		answer.WantProblem(t, http.StatusConflict)
		if !strings.Contains(string(answer.Body), "deleted since") {
			t.Errorf("the response does not give the reason: %s", answer.Body)
		}
	}
	path := pathOf(apitest.Data[social.Post](t, client.Do(t, "POST", "/v1/posts", draft, keyHeader, "post").Want(t, http.StatusCreated)))
	const text = `{"content": "c"}`
	comment := apitest.Data[social.Comment](t, client.Do(t, "POST", path+"/comments", text, keyHeader, "gone").Want(t, http.StatusCreated))
	client.Do(t, "POST", path+"/comments", text, keyHeader, "stays").Want(t, http.StatusCreated)
	testdb.Exec(t, f.db, `DELETE FROM comments WHERE id = $1`, comment.ID)
	refused(path+"/comments", text, "gone")
	client.Do(t, "POST", path+"/comments", text, keyHeader, "stays").Want(t, http.StatusCreated)

	client.Do(t, "DELETE", path, nil).Want(t, http.StatusNoContent)
	for range 2 { // a refusal does not free the key
		refused("/v1/posts", draft, "post")
		refused(path+"/comments", text, "stays")
	}
	client.Do(t, "POST", "/v1/posts", `{"title": "t", "content": "other"}`, keyHeader, "post").WantProblem(t, http.StatusConflict)

	author := factory.User(t, f.db, social.Member)
	hidden := pathOf(factory.Post(t, f.db, author)) + "/comments"
	client.Do(t, "POST", hidden, text, keyHeader, "hidden").Want(t, http.StatusCreated)
	f.setActive(t, author, false)
	client.Do(t, "POST", hidden, text, keyHeader, "hidden").WantProblem(t, http.StatusNotFound)
	f.setActive(t, author, true)
	client.Do(t, "POST", hidden, text, keyHeader, "hidden").Want(t, http.StatusCreated)
	if posts, comments := f.count(t, "posts"), f.count(t, "comments"); posts != 1 || comments != 1 {
		t.Errorf("%d posts and %d comments, want one of each", posts, comments)
	}
}

func TestRepeatedKeyOfAnotherRequestIsAConflict(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post, other := factory.Post(t, f.db, author), factory.Post(t, f.db, author)
	client.Do(t, "POST", "/v1/posts", draft, keyHeader, "k").Want(t, http.StatusCreated)
	client.Do(t, "POST", pathOf(post)+"/comments", `{"content": "c"}`, keyHeader, "c").Want(t, http.StatusCreated)

	client.Do(t, "POST", "/v1/posts", `{"title": "t", "content": "other"}`, keyHeader, "k").WantProblem(t, http.StatusConflict)
	client.Do(t, "POST", pathOf(post)+"/comments", `{"content": "c"}`, keyHeader, "k").WantProblem(t, http.StatusConflict)
	client.Do(t, "POST", pathOf(other)+"/comments", `{"content": "c"}`, keyHeader, "c").WantProblem(t, http.StatusConflict)
	if posts, comments := f.count(t, "posts"), f.count(t, "comments"); posts != 3 || comments != 1 {
		t.Errorf("%d posts and %d comments, want 3 and 1", posts, comments)
	}
}

func TestUsersDoNotShareKeys(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for range 2 {
		_, client := f.member(t)
		client.Do(t, "POST", "/v1/posts", draft, keyHeader, "k").Want(t, http.StatusCreated)
	}
	if n := f.count(t, "posts"); n != 2 {
		t.Errorf("%d posts, want 2", n)
	}
}

func TestFailedAttemptFreesItsKey(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	const later = "/v1/posts/1000/comments"
	client.Do(t, "POST", later, `{"content": "c"}`, keyHeader, "k").WantProblem(t, http.StatusNotFound)
	client.Do(t, "POST", "/v1/posts", `{"title": ""}`, keyHeader, "k").Want(t, http.StatusBadRequest)
	if n := f.count(t, "idempotency_keys"); n != 0 {
		t.Errorf("%d keys are taken, want none", n)
	}
	testdb.Exec(t, f.db, `INSERT INTO posts (id, user_id, title, content) VALUES (1000, $1, 't', 'c')`, author.ID)
	client.Do(t, "POST", later, `{"content": "c"}`, keyHeader, "k").Want(t, http.StatusCreated)
}

func TestKeyIsFreeAfterADay(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	first := client.Do(t, "POST", "/v1/posts", draft, keyHeader, "k").Want(t, http.StatusCreated)
	testdb.Exec(t, f.db, `UPDATE idempotency_keys SET created_at = now() - interval '23 hours 59 minutes'`)
	client.Do(t, "POST", "/v1/posts", draft, keyHeader, "k").WantJSON(t, "%s", first.Body)
	testdb.Exec(t, f.db, `UPDATE idempotency_keys SET created_at = now() - interval '24 hours 1 second'`)

	const other = `{"title": "another", "content": "c"}`
	second := client.Do(t, "POST", "/v1/posts", other, keyHeader, "k").Want(t, http.StatusCreated)
	client.Do(t, "POST", "/v1/posts", other, keyHeader, "k").WantJSON(t, "%s", second.Body)
	client.Do(t, "POST", "/v1/posts", draft, keyHeader, "k").WantProblem(t, http.StatusConflict)
}

func TestKeyMustBeVisibleASCII(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	comments := pathOf(factory.Post(t, f.db, author)) + "/comments"
	for _, key := range []string{strings.Repeat("k", 256), "", " ", "a b", "\t", "é", "k\x7f", "k\x00", "\xff"} {
		client.Do(t, "POST", "/v1/posts", draft, keyHeader, key).WantProblem(t, http.StatusBadRequest, keyHeader)
		client.Do(t, "POST", comments, `{"content": "c"}`, keyHeader, key).WantProblem(t, http.StatusBadRequest, keyHeader)
	}
	for _, key := range []string{strings.Repeat("k", 255), "!", "~", `'";--\`} {
		client.Do(t, "POST", "/v1/posts", draft, keyHeader, key).Want(t, http.StatusCreated)
	}
}
