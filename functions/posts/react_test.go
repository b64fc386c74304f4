package posts_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestALikeIsCountedOnceAndShownToItsUser(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	_, reader := f.member(t)
	post := factory.Post(t, f.db, author)
	want := func(by apitest.Client, count int, liked bool) {
		t.Helper()
		got := apitest.Data[social.Post](t, by.Do(t, "GET", pathOf(post), nil).Want(t, http.StatusOK))
		if got.LikesCount != count || got.Liked != liked || got.Version != 1 {
			t.Errorf("likes_count %d, liked %v, version %d, want %d, %v, 1", got.LikesCount, got.Liked, got.Version, count, liked)
		}
	}
	for range 2 {
		reader.Do(t, "PUT", pathOf(post)+"/like", nil).Want(t, http.StatusNoContent)
		want(reader, 1, true)
		want(client, 1, false)
	}
	client.Do(t, "PUT", pathOf(post)+"/like", nil).Want(t, http.StatusNoContent)
	want(reader, 2, true)
	for range 2 {
		reader.Do(t, "DELETE", pathOf(post)+"/like", nil).Want(t, http.StatusNoContent)
		want(reader, 1, false)
		want(client, 1, true)
	}
}

func TestLikersAreListedLatestFirst(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	client.Do(t, "GET", pathOf(post)+"/likes", nil).Want(t, http.StatusOK).WantJSON(t, `{"data": [], "next_cursor": null}`)
	var likers []int64
	for range 5 {
		user, by := f.member(t)
		by.Do(t, "PUT", pathOf(post)+"/like", nil).Want(t, http.StatusNoContent)
		likers = append(likers, user.ID)
	}
	gone := factory.User(t, f.db, social.Member)
	f.as(t, gone).Do(t, "PUT", pathOf(post)+"/like", nil).Want(t, http.StatusNoContent)
	f.setActive(t, gone, false)
	slices.Reverse(likers)
	if got := apitest.Walk(t, client, pathOf(post)+"/likes?limit=2", func() {}); !slices.Equal(got, likers) {
		t.Errorf("listed %v, want %v", got, likers)
	}
	if got := apitest.Data[social.Post](t, client.Do(t, "GET", pathOf(post), nil)); got.LikesCount != 5 {
		t.Errorf("with an inactive liker likes_count is %d, want 5", got.LikesCount)
	}
	f.setActive(t, gone, true)
	if got := apitest.Walk(t, client, pathOf(post)+"/likes?limit=2", func() {}); !slices.Equal(got, append([]int64{gone.ID}, likers...)) {
		t.Errorf("after a reactivation listed %v, want %d first", got, gone.ID)
	}
	if got := apitest.Data[social.Post](t, client.Do(t, "GET", pathOf(post), nil)); got.LikesCount != 6 {
		t.Errorf("after a reactivation likes_count is %d, want 6", got.LikesCount)
	}
}

func TestBookmarksAreTheReadersOwn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	_, reader := f.member(t)
	post := factory.Post(t, f.db, author)
	for range 2 {
		reader.Do(t, "PUT", pathOf(post)+"/bookmark", nil).Want(t, http.StatusNoContent)
	}
	for by, want := range map[*apitest.Client]bool{&reader: true, &client: false} {
		if got := apitest.Data[social.Post](t, by.Do(t, "GET", pathOf(post), nil)); got.Bookmarked != want {
			t.Errorf("bookmarked is %v, want %v", got.Bookmarked, want)
		}
	}
	for range 2 {
		reader.Do(t, "DELETE", pathOf(post)+"/bookmark", nil).Want(t, http.StatusNoContent)
	}
	if got := apitest.Data[social.Post](t, reader.Do(t, "GET", pathOf(post), nil)); got.Bookmarked {
		t.Error("a removed bookmark is there")
	}
}

func TestALikeOfACommentIsCountedOnceAndShownToItsUser(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	_, reader := f.member(t)
	post := factory.Post(t, f.db, author)
	comment := factory.Comment(t, f.db, post, author)
	like := fmt.Sprintf("%s/comments/%d/like", pathOf(post), comment.ID)
	want := func(by apitest.Client, count int, liked bool) {
		t.Helper()
		got := apitest.Data[[]social.Comment](t, by.Do(t, "GET", pathOf(post)+"/comments", nil).Want(t, http.StatusOK))
		if len(got) != 1 || got[0].LikesCount != count || got[0].Liked != liked {
			t.Errorf("got %+v, want likes_count %d, liked %v", got, count, liked)
		}
	}
	for range 2 {
		reader.Do(t, "PUT", like, nil).Want(t, http.StatusNoContent)
		want(reader, 1, true)
		want(client, 1, false)
	}
	for range 2 {
		reader.Do(t, "DELETE", like, nil).Want(t, http.StatusNoContent)
		want(reader, 0, false)
	}
	other := factory.Post(t, f.db, author)
	reader.Do(t, "PUT", fmt.Sprintf("%s/comments/%d/like", pathOf(other), comment.ID), nil).WantProblem(t, http.StatusNotFound)
}

func TestMentionsNameActiveUsersOfTheText(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	maya, gone := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	f.setActive(t, gone, false)
	content := fmt.Sprintf("@%s and @%s, @nobody_at_all and @%[1]s, not mail@%s", maya.Username, gone.Username, author.Username)
	names := func(mentions []social.Author) (ids []int64) {
		for _, m := range mentions {
			ids = append(ids, m.ID)
		}
		return ids
	}
	post := apitest.Data[social.Post](t, client.Do(t, "POST", "/v1/posts", fields{"title": "t", "content": content}).Want(t, http.StatusCreated))
	if got := names(post.Mentions); !slices.Equal(got, []int64{maya.ID}) {
		t.Errorf("the post mentions %v, want %d", got, maya.ID)
	}
	comment := apitest.Data[social.Comment](t, client.Do(t, "POST", pathOf(post)+"/comments", fields{"content": content}).Want(t, http.StatusCreated))
	if got := names(comment.Mentions); !slices.Equal(got, []int64{maya.ID}) {
		t.Errorf("the comment mentions %v, want %d", got, maya.ID)
	}
	for _, edit := range []struct {
		body string
		want []int64
	}{
		{`{"title": "@` + author.Username + `"}`, []int64{maya.ID}},
		{`{"content": "nobody"}`, nil},
	} {
		post := apitest.Data[social.Post](t, client.Do(t, "PATCH", pathOf(post), edit.body).Want(t, http.StatusOK))
		if got := names(post.Mentions); !slices.Equal(got, edit.want) {
			t.Errorf("after %s the post mentions %v, want %v", edit.body, got, edit.want)
		}
	}
	f.setActive(t, maya, false)
	comments := apitest.Data[[]social.Comment](t, client.Do(t, "GET", pathOf(post)+"/comments", nil))
	if len(comments) != 1 || len(comments[0].Mentions) != 0 {
		t.Errorf("an inactive user is mentioned: %+v", comments)
	}
}
