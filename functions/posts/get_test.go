package posts_test

import (
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestGetReturnsThePostAndItsComments(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	critic, _ := f.member(t)
	post := factory.Post(t, f.db, author, "go")
	comment := factory.Comment(t, f.db, post, critic)

	client.Do(t, "GET", pathOf(post), nil).Want(t, http.StatusOK).WantJSON(t, `{"data": {
		"id": %d, "user_id": %d, "title": %q, "content": %q, "tags": ["go"], "version": 1,
		"created_at": %q, "updated_at": %q, "comments_count": 1, "likes_count": 0, "liked": false, "bookmarked": false, "mentions": [],
		"username": %[7]q, "user": {"id": %[2]d, "username": %[7]q, "display_name": %[7]q},
		"comments": [{
			"id": %[8]d, "post_id": %[1]d, "user_id": %[9]d, "parent_id": null, "content": %[10]q, "version": 1,
			"created_at": %[11]q, "updated_at": %[11]q, "replies_count": 0, "likes_count": 0, "liked": false, "mentions": [],
			"user": {"id": %[9]d, "username": %[12]q, "display_name": %[12]q}}],
		"comments_next_cursor": null}}`,
		post.ID, author.ID, post.Title, post.Content, stamp(post.CreatedAt), stamp(post.CreatedAt),
		author.Username, comment.ID, critic.ID, comment.Content, stamp(comment.CreatedAt), critic.Username)
}

func TestGetWithoutCommentsHasAnEmptyList(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := apitest.Data[fields](t, client.Do(t, "GET", pathOf(factory.Post(t, f.db, author)), nil))
	if comments, ok := post["comments"].([]any); !ok || len(comments) != 0 {
		t.Errorf("got the comments %v, want an empty list", post["comments"])
	}
}

func TestGetHasTheCursorOfTheOtherComments(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	var made []int64
	for range 23 {
		made = append(made, factory.Comment(t, f.db, post, author).ID)
	}
	slices.Reverse(made)

	first := apitest.Data[struct {
		Comments           []social.Comment `json:"comments"`
		CommentsNextCursor string           `json:"comments_next_cursor"`
	}](t, client.Do(t, "GET", pathOf(post), nil))
	rest, next := apitest.IDs(t, client.Do(t, "GET", pathOf(post)+"/comments?cursor="+first.CommentsNextCursor, nil))
	var got []int64
	for _, comment := range first.Comments {
		got = append(got, comment.ID)
	}
	if len(got) != 20 || next != "" || !slices.Equal(append(got, rest...), made) {
		t.Errorf("got %v and then %v, want %v", got, rest, made)
	}
}
