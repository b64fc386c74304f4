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

func TestListCommentsReturnsTheNewestFirst(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	first, second := factory.Comment(t, f.db, post, author), factory.Comment(t, f.db, post, author)
	factory.Comment(t, f.db, factory.Post(t, f.db, author), author)

	client.Do(t, "GET", pathOf(post)+"/comments", nil).Want(t, http.StatusOK).WantJSON(t, `{"data": [
		{"id": %d, "post_id": %d, "user_id": %d, "parent_id": null, "content": %q, "version": 1, "created_at": %q, "updated_at": %[5]q,
		"replies_count": 0, "likes_count": 0, "liked": false, "mentions": [], "user": {"id": %[3]d, "username": %[6]q, "display_name": %[6]q}},
		{"id": %[7]d, "post_id": %[2]d, "user_id": %[3]d, "parent_id": null, "content": %[8]q, "version": 1, "created_at": %[9]q, "updated_at": %[9]q,
		"replies_count": 0, "likes_count": 0, "liked": false, "mentions": [], "user": {"id": %[3]d, "username": %[6]q, "display_name": %[6]q}}
		], "next_cursor": null}`,
		second.ID, post.ID, author.ID, second.Content, stamp(second.CreatedAt), author.Username,
		first.ID, first.Content, stamp(first.CreatedAt))
}

func TestListCommentsOfNoneIsEmpty(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	client.Do(t, "GET", pathOf(factory.Post(t, f.db, author))+"/comments", nil).WantJSON(t, `{"data": [], "next_cursor": null}`)
}

func TestListCommentsTakesLimits(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	for range 22 {
		factory.Comment(t, f.db, post, author)
	}
	for query, want := range map[string]int{"": 20, "?limit=1": 1, "?limit=22": 22, "?limit=100": 22} {
		rows, next := apitest.IDs(t, client.Do(t, "GET", pathOf(post)+"/comments"+query, nil))
		if len(rows) != want || (next == "") != (want == 22) {
			t.Errorf("%q: %d rows and the cursor %q, want %d rows", query, len(rows), next, want)
		}
	}
}

func TestListCommentsRefusesBadParameters(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post, other := factory.Post(t, f.db, author), factory.Post(t, f.db, author)
	for _, p := range []social.Post{post, other} {
		factory.Comment(t, f.db, p, author)
		factory.Comment(t, f.db, p, author)
	}
	_, foreign := apitest.IDs(t, client.Do(t, "GET", pathOf(other)+"/comments?limit=1", nil))
	for query, bad := range map[string]string{
		"limit=0": "limit", "limit=101": "limit", "limit=-1": "limit", "limit=%2B1": "limit", "limit=01": "limit",
		"limit=1e1": "limit", "limit=": "limit", "limit=abc": "limit", "limit=1&limit=1": "limit",
		"limit=9223372036854775808": "limit", "limit=%zz": "query", "limit=1;cursor=": "query",
		"cursor=": "cursor", "cursor=e30": "cursor", "cursor=%00": "cursor", "cursor=" + foreign: "cursor",
		"cursor=" + foreign + "&cursor=" + foreign: "cursor",
	} {
		client.Do(t, "GET", pathOf(post)+"/comments?"+query, nil).WantProblem(t, http.StatusBadRequest, bad)
	}
}

func TestListCommentsWalkIsExactWhileRowsComeAndGo(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	var kept, doomed []int64
	for i := range 60 {
		id := factory.Comment(t, f.db, post, author).ID
		if i%3 == 0 {
			doomed = append(doomed, id)
		} else {
			kept = append(kept, id)
		}
	}
	testdb.Exec(t, f.db, `UPDATE comments SET created_at = now() - interval '1 minute' * (id / 7)`) // ties of seven
	slices.SortFunc(kept, func(a, b int64) int {
		if a/7 != b/7 {
			return int(a/7 - b/7)
		}
		return int(b - a)
	})

	walked := apitest.Walk(t, client, pathOf(post)+"/comments?limit=7", func() {
		factory.Comment(t, f.db, post, author)
		testdb.Exec(t, f.db, `DELETE FROM comments WHERE id = $1 OR id = $2`, doomed[0], doomed[len(doomed)-1])
		doomed = doomed[1 : len(doomed)-1]
	})
	apitest.WantWalk(t, walked, kept)
}
