package posts_test

import (
	"net/http"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestCommentReturnsTheComment(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, _ := f.member(t)
	critic, client := f.member(t)
	post := factory.Post(t, f.db, author)

	answer := client.Do(t, "POST", pathOf(post)+"/comments", `{"content": "Well put"}`).Want(t, http.StatusCreated)
	comment := apitest.Data[social.Comment](t, answer)
	answer.WantJSON(t, `{"data": {
		"id": %d, "post_id": %d, "user_id": %d, "parent_id": null, "content": "Well put", "version": 1,
		"created_at": %q, "updated_at": %[4]q, "replies_count": 0, "likes_count": 0, "liked": false, "mentions": [],
		"user": {"id": %[3]d, "username": %[5]q, "display_name": %[5]q}}}`,
		comment.ID, post.ID, critic.ID, stamp(comment.CreatedAt), critic.Username)

	if got := apitest.Data[social.Post](t, client.Do(t, "GET", pathOf(post), nil)); got.CommentsCount != 1 || got.Version != 1 {
		t.Errorf("after one comment: comments_count %d, version %d, want 1 and 1", got.CommentsCount, got.Version)
	}
}

func TestCommentIsByTheSignedInUserWhateverTheUserID(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	for _, userID := range []any{author.ID + 1, 0, nil, "1", []int{1}, fields{"id": 1}, fields{}, -1.5, true, jsontext.Value("1e999")} {
		answer := client.Do(t, "POST", pathOf(post)+"/comments", fields{"content": long(1000), "user_id": userID})
		comment := apitest.Data[social.Comment](t, answer.Want(t, http.StatusCreated))
		if *comment.UserID != author.ID || comment.Content != long(1000) {
			t.Errorf("user_id %v made a comment by %d, want by %d", userID, *comment.UserID, author.ID)
		}
	}
}

func TestCommentNamesTheBadField(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	path := pathOf(factory.Post(t, f.db, author)) + "/comments"
	for body, bad := range map[string]string{
		`{}`:                                                 "content",
		`{"content": null}`:                                  "content",
		`{"content": 1}`:                                     "content",
		`{"content": " \u2003\n"}`:                           "content",
		`{"content": "` + long(1001) + `"}`:                  "content",
		`{"content": "c", "post_id": 1}`:                     "post_id",
		`{"content": "c", "created_at": 1}`:                  "created_at",
		`{"content": "c", "parent_id": null}`:                "parent_id",
		`{"content": "c", "parent_id": 0}`:                   "parent_id",
		`{"content": "c", "parent_id": "1"}`:                 "parent_id",
		`{"content": "c", "parent_id": 9223372036854775807}`: "parent_id",
	} {
		client.Do(t, "POST", path, body).WantProblem(t, http.StatusBadRequest, bad)
	}
}
