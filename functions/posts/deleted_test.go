package posts_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestDeletedUserIsNotSignedInThoughStillCached(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	post := factory.Post(t, f.db, factory.User(t, f.db, social.Member))
	user, client := f.member(t)
	client.Do(t, "GET", pathOf(post), nil).Want(t, http.StatusOK) // caches the user
	testdb.Exec(t, f.db, `DELETE FROM users WHERE id = $1`, user.ID)
	for _, target := range []string{"/v1/posts", pathOf(post) + "/comments"} {
		body := `{"content": "c"}`
		if target == "/v1/posts" {
			body = draft
		}
		for _, headers := range [][]string{{"X-Request-Id", "the-same-for-all"}, {"X-Request-Id", "the-same-for-all", keyHeader, "k"}} {
			want := apitest.Client{Handler: f.http}.Do(t, "POST", target, body, headers...)
			answer := client.Do(t, "POST", target, body, headers...)
			answer.WantProblem(t, http.StatusUnauthorized)
			answer.WantJSON(t, "%s", want.Body)
		}
	}
	if posts, comments := f.count(t, "posts"), f.count(t, "comments"); posts != 1 || comments != 0 {
		t.Errorf("%d posts and %d comments, want 1 and none", posts, comments)
	}
}
