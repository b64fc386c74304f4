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

func (f function) reply(t *testing.T, by apitest.Client, to social.Comment) social.Comment {
	t.Helper()
	path := fmt.Sprintf("/v1/posts/%d/comments", to.PostID)
	return apitest.Data[social.Comment](t, by.Do(t, "POST", path, fields{"content": "reply", "parent_id": to.ID}).Want(t, http.StatusCreated))
}

func pathOfComment(c social.Comment) string {
	return fmt.Sprintf("/v1/posts/%d/comments/%d", c.PostID, c.ID)
}

func comments(t *testing.T, by apitest.Client, post social.Post) []social.Comment {
	t.Helper()
	return apitest.Data[[]social.Comment](t, by.Do(t, "GET", pathOf(post)+"/comments", nil).Want(t, http.StatusOK))
}

func TestRepliesHaveTwoLevels(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	top := factory.Comment(t, f.db, post, author)
	var want []int64
	for range 3 {
		reply := f.reply(t, client, top)
		again := f.reply(t, client, reply)
		if *reply.ParentID != top.ID || *again.ParentID != top.ID {
			t.Errorf("replies to comment %d have the parents %d and %d", top.ID, *reply.ParentID, *again.ParentID)
		}
		want = append(want, reply.ID, again.ID)
	}
	if got := apitest.Walk(t, client, pathOfComment(top)+"/replies?limit=2", func() {}); !slices.Equal(got, want) {
		t.Errorf("listed %v, want %v", got, want)
	}
	listed := comments(t, client, post)
	if len(listed) != 1 || listed[0].RepliesCount != 6 {
		t.Errorf("comments %+v, want one with 6 replies", listed)
	}
	if got := apitest.Data[social.Post](t, client.Do(t, "GET", pathOf(post), nil)); got.CommentsCount != 7 {
		t.Errorf("comments_count is %d, want 7", got.CommentsCount)
	}
	if ids, _ := apitest.IDs(t, client.Do(t, "GET", fmt.Sprintf("%s/comments/%d/replies", pathOf(post), want[0]), nil)); len(ids) > 0 {
		t.Errorf("a reply has the replies %v, want none", ids)
	}
}

func TestAParentOfAnotherPostIsRefused(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	here, there := factory.Post(t, f.db, author), factory.Post(t, f.db, author)
	comment := factory.Comment(t, f.db, there, author)
	body := fields{"content": "c", "parent_id": comment.ID}
	client.Do(t, "POST", pathOf(here)+"/comments", body).WantProblem(t, http.StatusBadRequest, "parent_id")
	client.Do(t, "DELETE", pathOfComment(comment), nil).Want(t, http.StatusNoContent)
	client.Do(t, "POST", pathOf(there)+"/comments", body).WantProblem(t, http.StatusBadRequest, "parent_id")
	client.Do(t, "GET", fmt.Sprintf("%s/comments/%d/replies", pathOf(here), comment.ID), nil).WantProblem(t, http.StatusNotFound)
}

func TestARemovedCommentWithRepliesStaysAsAPlaceholder(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	top := factory.Comment(t, f.db, post, author)
	first, last := f.reply(t, client, top), f.reply(t, client, top)
	client.Do(t, "PUT", pathOfComment(top)+"/like", nil).Want(t, http.StatusNoContent)

	client.Do(t, "DELETE", pathOfComment(top), nil).Want(t, http.StatusNoContent)
	client.Do(t, "GET", pathOf(post)+"/comments", nil).Want(t, http.StatusOK).WantJSON(t, `{"data": [{
		"id": %d, "post_id": %d, "user_id": null, "parent_id": null, "content": "", "version": 1, "created_at": %q, "updated_at": %[3]q,
		"replies_count": 2, "likes_count": 0, "liked": false, "mentions": [], "user": null, "is_removed": true}], "next_cursor": null}`,
		top.ID, post.ID, stamp(top.CreatedAt))
	for method, body := range map[string]any{"PATCH": fields{"content": "back"}, "DELETE": nil} {
		client.Do(t, method, pathOfComment(top), body).WantProblem(t, http.StatusNotFound)
	}
	client.Do(t, "PUT", pathOfComment(top)+"/like", nil).WantProblem(t, http.StatusNotFound)
	if ids, _ := apitest.IDs(t, client.Do(t, "GET", pathOfComment(top)+"/replies", nil)); !slices.Equal(ids, []int64{first.ID, last.ID}) {
		t.Errorf("replies %v, want %d and %d", ids, first.ID, last.ID)
	}
	again := f.reply(t, client, last)
	for i, reply := range []social.Comment{first, last, again} {
		if listed := comments(t, client, post); len(listed) != 1 || listed[0].RepliesCount != 3-i {
			t.Errorf("before the removal of reply %d: %+v, want a placeholder with %d replies", i, listed, 3-i)
		}
		client.Do(t, "DELETE", pathOfComment(reply), nil).Want(t, http.StatusNoContent)
	}
	if listed := comments(t, client, post); len(listed) != 0 {
		t.Errorf("without replies the placeholder is still there: %+v", listed)
	}
	if got := apitest.Data[social.Post](t, client.Do(t, "GET", pathOf(post), nil)); got.CommentsCount != 0 {
		t.Errorf("comments_count is %d, want 0", got.CommentsCount)
	}
}

func TestRepliesStayWhenTheAuthorOfTheCommentIsDeactivated(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	gone := factory.User(t, f.db, social.Member)
	post := factory.Post(t, f.db, author)
	top := factory.Comment(t, f.db, post, gone)
	reply := f.reply(t, client, top)
	own := f.reply(t, f.as(t, gone), top)
	before := string(client.Do(t, "GET", pathOf(post), nil).Body)

	f.setActive(t, gone, false)
	listed := comments(t, client, post)
	if len(listed) != 1 || !listed[0].IsRemoved || listed[0].User != nil || listed[0].UserID != nil || listed[0].Content != "" || listed[0].RepliesCount != 1 {
		t.Errorf("the comment of an inactive author is %+v, want a placeholder", listed)
	}
	if ids, _ := apitest.IDs(t, client.Do(t, "GET", pathOfComment(top)+"/replies", nil)); !slices.Equal(ids, []int64{reply.ID}) {
		t.Errorf("replies %v, want %d without %d", ids, reply.ID, own.ID)
	}
	f.setActive(t, gone, true)
	if after := string(client.Do(t, "GET", pathOf(post), nil).Body); after != before {
		t.Errorf("before %s, after %s", before, after)
	}
}

func TestAnEditOfACommentRaisesItsVersion(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	comment := factory.Comment(t, f.db, post, author)
	edited := apitest.Data[social.Comment](t, client.Do(t, "PATCH", pathOfComment(comment), fields{"content": "better", "version": 1}).Want(t, http.StatusOK))
	if edited.Content != "better" || edited.Version != 2 || !edited.UpdatedAt.After(edited.CreatedAt) || !edited.CreatedAt.Equal(comment.CreatedAt) {
		t.Errorf("edited %+v, want version 2 with the new content", edited)
	}
	stale := client.Do(t, "PATCH", pathOfComment(comment), fields{"content": "worse", "version": 1})
	stale.WantProblem(t, http.StatusConflict)
	var conflict struct {
		CurrentVersion int `json:"current_version"`
	}
	if apitest.Decode(t, stale, &conflict); conflict.CurrentVersion != 2 {
		t.Errorf("current_version is %d, want 2", conflict.CurrentVersion)
	}
	if listed := comments(t, client, post); len(listed) != 1 || listed[0].Content != "better" {
		t.Errorf("listed %+v, want the first edit", listed)
	}
	for body, bad := range map[string]string{
		`{}`: "content", `{"content": " "}`: "content", `{"content": "` + long(1001) + `"}`: "content",
		`{"content": "c", "version": 0}`: "version", `{"content": "c", "parent_id": 1}`: "parent_id", `{"content": null}`: "content",
	} {
		client.Do(t, "PATCH", pathOfComment(comment), body).WantProblem(t, http.StatusBadRequest, bad)
	}
}
