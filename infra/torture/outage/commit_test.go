package outage_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

// The commit succeeds but its response is lost. A retry with the same key returns
// the post.
func TestPostWhoseCommitHadNoResponseIsCreatedOnce(t *testing.T) {
	t.Parallel()
	c := testdb.Config(t)
	db := testdb.Open(t, c)
	s := system.Start(t, c.URL, testredis.Config(t).URL, nil, "posts")
	token := apitest.Token(t, factory.User(t, db, social.Member).ID)
	for i := range 5 {
		body := fmt.Sprintf(`{"title": "title %d", "content": "content"}`, i)
		s.Taps["posts"].After("commit", func() {})
		for _, want := range []int{http.StatusServiceUnavailable, http.StatusCreated, http.StatusCreated} {
			request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, s.URL("posts", "/v1/posts"), strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			request.Header = http.Header{
				"Authorization": {"Bearer " + token}, "Content-Type": {"application/json"}, "Idempotency-Key": {fmt.Sprint("key-", i)},
			}
			response, err := system.Client.Do(request)
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			if response.StatusCode != want {
				t.Errorf("status %d, want %d", response.StatusCode, want)
			}
		}
		var posts int
		if err := db.QueryRow(t.Context(), `SELECT count(*) FROM posts WHERE title = $1`, fmt.Sprint("title ", i)).Scan(&posts); err != nil || posts != 1 {
			t.Errorf("%d posts, %v; want 1", posts, err)
		}
	}
}
