package replica_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

// rounds is how often a member writes and reads, in batches. Each batch begins when the
// replica stands still and other users read from it.
const (
	rounds  = 1000
	batches = 4
)

func TestMembersReadTheirOwnWritesAtOnce(t *testing.T) { //nolint:paralleltest // the tests share the replica
	w := newWorld(t)
	writing, posts, feed, users := w.instance(t, "posts"), w.instance(t, "posts"), w.instance(t, "feed"), w.instance(t, "users")
	account := w.instance(t, "account")
	onlooker := newOnlooker(t, w, functions{"posts": posts, "feed": feed, "users": users})
	_, member := w.member(t)
	other := factory.User(t, w.owner, social.Member)
	post := apitest.Data[social.Post](t, member(writing).Do(t, "POST", "/v1/posts", `{"title": "t", "content": "c"}`).Want(t, http.StatusCreated))
	path := fmt.Sprintf("/v1/posts/%d", post.ID)

	acts := []func(round int) bool{
		func(round int) bool {
			body := map[string]string{"title": fmt.Sprintf("new %d", round), "content": "c"}
			created := apitest.Data[social.Post](t, member(writing).Do(t, "POST", "/v1/posts", body).Want(t, http.StatusCreated))
			page := apitest.Data[[]social.Post](t, member(feed).Do(t, "GET", "/v1/users/feed?limit=1", nil).Want(t, http.StatusOK))
			return len(page) == 1 && page[0].ID == created.ID
		},
		func(round int) bool {
			title := fmt.Sprintf("edit %d", round)
			member(writing).Do(t, "PATCH", path, map[string]string{"title": title}).Want(t, http.StatusOK)
			return readPost(t, member(posts), path).Title == title
		},
		func(round int) bool {
			liked := round%2 == 0
			method := map[bool]string{true: "PUT", false: "DELETE"}[liked]
			member(writing).Do(t, method, path+"/like", nil).Want(t, http.StatusNoContent)
			return readPost(t, member(posts), path).Liked == liked
		},
		func(round int) bool {
			body := map[string]string{"content": fmt.Sprintf("comment %d", round)}
			member(writing).Do(t, "POST", path+"/comments", body).Want(t, http.StatusCreated)
			page := apitest.Data[[]social.Comment](t, member(posts).Do(t, "GET", path+"/comments?limit=1", nil).Want(t, http.StatusOK))
			return len(page) == 1 && page[0].Content == body["content"]
		},
		func(round int) bool {
			followed := round%2 == 0
			verb := map[bool]string{true: "follow", false: "unfollow"}[followed]
			at := fmt.Sprintf("/v1/users/%d", other.ID)
			member(users).Do(t, "PUT", at+"/"+verb, nil).Want(t, http.StatusNoContent)
			return apitest.Data[social.User](t, member(users).Do(t, "GET", at, nil).Want(t, http.StatusOK)).IsFollowed == followed
		},
		func(round int) bool {
			marked := round%2 == 0
			method := map[bool]string{true: "PUT", false: "DELETE"}[marked]
			member(writing).Do(t, method, path+"/bookmark", nil).Want(t, http.StatusNoContent)
			page := apitest.Data[[]social.Post](t, member(account).Do(t, "GET", "/v1/account/bookmarks", nil).Want(t, http.StatusOK))
			return (len(page) == 1) == marked
		},
	}
	for round := range rounds {
		if round%(rounds/batches) == 0 {
			onlooker.lag(t)
		}
		kind := (round + round/len(acts)) % len(acts)
		if !acts[kind](round) {
			t.Fatalf("round %d: the member did not read the write of kind %d", round, kind)
		}
	}
	resume(t)
	onlooker.sees(t)
}

func readPost(t *testing.T, client apitest.Client, path string) social.Post {
	t.Helper()
	return apitest.Data[social.Post](t, client.Do(t, "GET", path, nil).Want(t, http.StatusOK))
}

func TestUsersWhoAreBlockedOrNotifiedReadItAtOnce(t *testing.T) { //nolint:paralleltest // the tests share the replica
	w := newWorld(t)
	posts, users, notifications := w.instance(t, "posts"), w.instance(t, "users"), w.instance(t, "notifications")
	onlooker := newOnlooker(t, w, functions{"posts": posts, "users": users, "notifications": notifications})
	blocker, blockerAt := w.member(t)
	author, authorAt := w.member(t)
	hidden, mine := factory.Post(t, w.owner, blocker), factory.Post(t, w.owner, author)
	onlooker.lag(t)

	blockerAt(w.instance(t, "posts")).Do(t, "POST", fmt.Sprintf("/v1/posts/%d/comments", mine.ID), `{"content": "c"}`).Want(t, http.StatusCreated)
	unread := apitest.Data[social.Unread](t, authorAt(notifications).Do(t, "GET", "/v1/notifications/unread", nil).Want(t, http.StatusOK))
	if unread.Count != 1 {
		t.Errorf("the author of a post has %d unread notifications of a comment, want 1", unread.Count)
	}

	// The comment has pinned the author, so another user is blocked.
	other, otherAt := w.member(t)
	onlooker.lag(t)
	seen := fmt.Sprintf("/v1/posts/%d", hidden.ID)
	otherAt(posts).Do(t, "GET", seen, nil).Want(t, http.StatusOK)
	blockerAt(w.instance(t, "users")).Do(t, "PUT", fmt.Sprintf("/v1/users/%d/block", other.ID), nil).Want(t, http.StatusNoContent)
	otherAt(posts).Do(t, "GET", seen, nil).Want(t, http.StatusNotFound)
	otherAt(users).Do(t, "GET", fmt.Sprintf("/v1/users/%d", blocker.ID), nil).Want(t, http.StatusNotFound)
	blockerAt(users).Do(t, "GET", fmt.Sprintf("/v1/users/%d", other.ID), nil).Want(t, http.StatusNotFound)
}
