package account_test

import (
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestBookmarksAreListedNewestFirstForTheirOwnerOnly(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, other := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	reader := factory.User(t, f.db, social.Member)
	client := apitest.Client{Handler: f.Handler, Token: apitest.Token(t, reader.ID)}
	stranger := apitest.Client{Handler: f.Handler, Token: apitest.Token(t, other.ID)}
	client.Do(t, "GET", "/v1/account/bookmarks", nil).Want(t, http.StatusOK).WantJSON(t, `{"data": [], "next_cursor": null}`)

	reactions := store.Reactions{DB: f.db}
	var want []int64
	for range 5 {
		post := factory.Post(t, f.db, author)
		if _, err := reactions.Add(t.Context(), store.Bookmark, reader.ID, post.ID, post.ID); err != nil {
			t.Fatal(err)
		}
		want = append(want, post.ID)
	}
	gone := factory.User(t, f.db, social.Member)
	hidden := factory.Post(t, f.db, gone)
	if _, err := reactions.Add(t.Context(), store.Bookmark, reader.ID, hidden.ID, hidden.ID); err != nil {
		t.Fatal(err)
	}
	factory.Deactivate(t, f.db, gone)
	slices.Reverse(want)
	if got := apitest.Walk(t, client, "/v1/account/bookmarks?limit=2", func() {}); !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	first := client.Do(t, "GET", "/v1/account/bookmarks?limit=2", nil)
	for _, post := range apitest.Data[[]social.Post](t, first) {
		if !post.Bookmarked {
			t.Errorf("post %d in the bookmarks says that it is not bookmarked", post.ID)
		}
	}
	if ids, _ := apitest.IDs(t, stranger.Do(t, "GET", "/v1/account/bookmarks", nil)); len(ids) > 0 {
		t.Errorf("another user sees the bookmarks %v", ids)
	}
	_, next := apitest.IDs(t, first)
	stranger.Do(t, "GET", "/v1/account/bookmarks?cursor="+next, nil).WantProblem(t, http.StatusBadRequest, "cursor")
}
