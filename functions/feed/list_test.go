package feed_test

import (
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestListReturnsYourPostsAndThoseOfFollowedUsers(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.member(t)
	followed, stranger := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	factory.Follow(t, f.db, viewer, followed)
	factory.Follow(t, f.db, stranger, viewer)
	own, theirs := factory.Post(t, f.db, viewer), factory.Post(t, f.db, followed, "go", "sql")
	factory.Post(t, f.db, stranger)
	factory.Comment(t, f.db, own, stranger)
	factory.Comment(t, f.db, own, viewer)
	testdb.Exec(t, f.db, `UPDATE users SET display_name = 'Maya L.' WHERE id = $1`, followed.ID)

	client.Do(t, "GET", path, nil).Want(t, http.StatusOK).WantJSON(t, `{"data": [
		{"id": %d, "user_id": %d, "title": %q, "content": %q, "tags": ["go", "sql"], "version": 1, "created_at": %q, "updated_at": %[5]q,
		 "comments_count": 0, "likes_count": 0, "liked": false, "bookmarked": false, "mentions": [], "username": %[6]q, "user": {"id": %[2]d, "username": %[6]q, "display_name": "Maya L."}},
		{"id": %[7]d, "user_id": %[8]d, "title": %[9]q, "content": %[10]q, "tags": [], "version": 1, "created_at": %[11]q, "updated_at": %[11]q,
		 "comments_count": 2, "likes_count": 0, "liked": false, "bookmarked": false, "mentions": [], "username": %[12]q, "user": {"id": %[8]d, "username": %[12]q, "display_name": %[12]q}}
		], "next_cursor": null}`,
		theirs.ID, followed.ID, theirs.Title, theirs.Content, stamp(theirs.CreatedAt), followed.Username,
		own.ID, viewer.ID, own.Title, own.Content, stamp(own.CreatedAt), viewer.Username)
}

func TestFeedOfAUserWhoFollowsNobodyHasTheirOwnPosts(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.member(t)
	client.Do(t, "GET", path, nil).WantJSON(t, `{"data": [], "next_cursor": null}`)
	factory.Post(t, f.db, factory.User(t, f.db, social.Member))
	wantFeed(t, client, path, factory.Post(t, f.db, viewer))
}

func TestListCountsCommentsExactly(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.member(t)
	for range 3 { // a naive join counts each comment once per followed user
		factory.Follow(t, f.db, viewer, factory.User(t, f.db, social.Member))
	}
	post := factory.Post(t, f.db, viewer)
	for range 2 {
		factory.Comment(t, f.db, post, viewer)
	}
	testdb.Exec(t, f.db, `DELETE FROM comments WHERE id = (SELECT min(id) FROM comments)`)
	factory.Comment(t, f.db, post, viewer)
	if got := apitest.Data[[]social.Post](t, client.Do(t, "GET", path, nil)); len(got) != 1 || got[0].CommentsCount != 2 {
		t.Errorf("got %+v, want one post with two comments", got)
	}
}

func TestListTakesLimitOffsetAndSort(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.member(t)
	var oldest []int64
	for range 102 {
		oldest = append(oldest, factory.Post(t, f.db, viewer).ID)
	}
	newest := slices.Clone(oldest)
	slices.Reverse(newest)
	for query, want := range map[string][]int64{
		"":                           newest[:20],
		"?limit=1":                   newest[:1],
		"?limit=100":                 newest[:100],
		"?sort=desc":                 newest[:20],
		"?sort=asc":                  oldest[:20],
		"?offset=0":                  newest[:20],
		"?offset=95":                 newest[95:],
		"?offset=3&limit=2":          newest[3:5],
		"?offset=3&limit=2&sort=asc": oldest[3:5],
		"?offset=1000":               nil,
		"?offset=102":                nil,
		"?tags=&search=%20":          newest[:20],
	} {
		got, next := apitest.IDs(t, client.Do(t, "GET", path+query, nil))
		last := len(want) == 0 || want[len(want)-1] == newest[101]
		if !slices.Equal(got, want) || (next == "") != last {
			t.Errorf("%q: got %v and the cursor %q, want %v", query, got, next, want)
		}
	}
}

func TestListRefusesOtherPathsAndMethods(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	for _, wrong := range []string{"/", "//v1/users/feed", path + "/", path + "/1", "/v1/users/Feed", "/v1/users/me"} {
		client.Do(t, "GET", wrong, nil).WantProblem(t, http.StatusNotFound)
	}
	for _, method := range []string{"POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "get"} {
		answer := client.Do(t, method, path, nil, "X-HTTP-Method-Override", "GET")
		if answer.WantProblem(t, http.StatusMethodNotAllowed); answer.Header.Get("Allow") != "GET, HEAD" {
			t.Errorf("%s allows %q, want GET, HEAD", method, answer.Header.Get("Allow"))
		}
	}
}
