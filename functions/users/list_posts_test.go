package users_test

import (
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestListPostsReturnsTheUsersPostsNewestFirst(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.user(t, social.Member)
	author, other := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	first, second := factory.Post(t, f.db, author, "go"), factory.Post(t, f.db, author)
	factory.Post(t, f.db, other)
	factory.Comment(t, f.db, first, other)
	client.Do(t, "GET", pathOf(author)+"/posts", nil).Want(t, http.StatusOK).WantJSON(t, `{"data": [
		{"id": %d, "user_id": %d, "title": %q, "content": %q, "tags": [], "version": 1, "created_at": %q, "updated_at": %[5]q,
		 "comments_count": 0, "likes_count": 0, "liked": false, "bookmarked": false, "mentions": [], "username": %[6]q, "user": {"id": %[2]d, "username": %[6]q, "display_name": %[6]q}},
		{"id": %[7]d, "user_id": %[2]d, "title": %[8]q, "content": %[9]q, "tags": ["go"], "version": 1, "created_at": %[10]q, "updated_at": %[10]q,
		 "comments_count": 1, "likes_count": 0, "liked": false, "bookmarked": false, "mentions": [], "username": %[6]q, "user": {"id": %[2]d, "username": %[6]q, "display_name": %[6]q}}
		], "next_cursor": null}`,
		second.ID, author.ID, second.Title, second.Content, stamp(second.CreatedAt), author.Username,
		first.ID, first.Title, first.Content, stamp(first.CreatedAt))
}

func TestListPostsWalkIsExactWhilePostsComeAndGo(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.user(t, social.Member)
	var kept, doomed []int64
	for i := range 60 {
		id := factory.Post(t, f.db, author).ID
		if i%3 == 0 {
			doomed = append(doomed, id)
		} else {
			kept = append(kept, id)
		}
	}
	testdb.Exec(t, f.db, `UPDATE posts SET created_at = now() - interval '1 minute' * (id / 7)`)
	walked := apitest.Walk(t, client, pathOf(author)+"/posts?limit=7", func() {
		factory.Post(t, f.db, author)
		testdb.Exec(t, f.db, `DELETE FROM posts WHERE id = $1 OR id = $2`, doomed[0], doomed[len(doomed)-1])
		doomed = doomed[1 : len(doomed)-1]
	})
	slices.SortFunc(kept, byTie)
	apitest.WantWalk(t, walked, kept)
}

func TestListsOfAUserTakeLimitsAndTheirOwnCursor(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, client := f.user(t, social.Member)
	others := f.members(t, 51)
	other := others[0]
	factory.Follow(t, f.db, user, others...)
	for _, follower := range others {
		factory.Follow(t, f.db, follower, user)
		factory.Post(t, f.db, user)
	}
	factory.Follow(t, f.db, other, others[1:3]...)
	factory.Follow(t, f.db, others[1], other)
	factory.Post(t, f.db, other)
	factory.Post(t, f.db, other)
	cursors := map[string]string{}
	for _, list := range []string{"/followers", "/following", "/posts"} {
		for query, want := range map[string]int{"": 20, "?limit=1": 1, "?limit=50": 50} {
			rows, next := apitest.IDs(t, client.Do(t, "GET", pathOf(user)+list+query, nil))
			if cursors[list] = next; len(rows) != want || next == "" {
				t.Errorf("%s%s: %d rows and the cursor %q, want %d rows of 51", list, query, len(rows), next, want)
			}
		}
	}
	for _, list := range []string{"/followers", "/following", "/posts"} {
		for _, query := range []string{"limit=0", "limit=51", "limit=-1", "limit=", "limit=a", "limit=02", "limit=5&limit=5"} {
			client.Do(t, "GET", pathOf(user)+list+"?"+query, nil).WantProblem(t, http.StatusBadRequest, "limit")
		}
		_, foreign := apitest.IDs(t, client.Do(t, "GET", pathOf(other)+list+"?limit=1", nil))
		for name, cursor := range map[string]string{
			"of another user": foreign, "of followers": cursors["/followers"], "of following": cursors["/following"],
			"of posts": cursors["/posts"], "garbage": "e30", "cut off": cursors[list][1:],
		} {
			answer := client.Do(t, "GET", pathOf(user)+list+"?cursor="+cursor, nil)
			if cursor == cursors[list] {
				answer.Want(t, http.StatusOK)
				continue
			}
			if answer.WantProblem(t, http.StatusBadRequest, "cursor"); t.Failed() {
				t.Fatalf("%s took the cursor %s", list, name)
			}
		}
	}
}
