package posts_test

import (
	"net/http"
	"reflect"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestUpdateChangesWhatItNames(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	for body, change := range map[string]func(*social.Post){
		`{"title": "new"}`:                     func(p *social.Post) { p.Title = "new" },
		`{"content": "new"}`:                   func(p *social.Post) { p.Content = "new" },
		`{"tags": ["a", "b"]}`:                 func(p *social.Post) { p.Tags = []string{"a", "b"} },
		`{"tags": []}`:                         func(p *social.Post) { p.Tags = []string{} },
		`{"title": "new", "content": "newer"}`: func(p *social.Post) { p.Title, p.Content = "new", "newer" },
	} {
		want := factory.Post(t, f.db, author, "old")
		got := apitest.Data[social.Post](t, client.Do(t, "PATCH", pathOf(want), body).Want(t, http.StatusOK))
		if !got.UpdatedAt.After(want.UpdatedAt) {
			t.Errorf("%s left updated_at at %v, created at %v", body, got.UpdatedAt, want.CreatedAt)
		}
		change(&want)
		want.Version, want.UpdatedAt = 2, got.UpdatedAt
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%s: got %+v, want %+v", body, got, want)
		}
	}
}

func TestUpdateAnswersWithTheWholePost(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	factory.Comment(t, f.db, post, author)
	answer := client.Do(t, "PATCH", pathOf(post), fields{
		"title": long(100), "content": long(1000), "tags": []string{long(50)}, "version": 1,
	})
	updated := apitest.Data[social.Post](t, answer.Want(t, http.StatusOK)).UpdatedAt
	tag := `"` + long(50) + `"`
	answer.WantJSON(t, `{"data": {
		"id": %d, "user_id": %d, "title": %q, "content": %q,
		"tags": [%[5]s], "version": 2,
		"created_at": %[6]q, "updated_at": %[7]q, "comments_count": 1, "likes_count": 0, "liked": false, "bookmarked": false, "mentions": [],
		"username": %[8]q, "user": {"id": %[2]d, "username": %[8]q, "display_name": %[8]q}}}`,
		post.ID, author.ID, long(100), long(1000), tag, stamp(post.CreatedAt), stamp(updated), author.Username)
}

func TestUpdateOfAStaleVersionReturnsTheCurrentVersion(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	client.Do(t, "PATCH", pathOf(post), `{"title": "second", "version": 1}`).Want(t, http.StatusOK)
	for _, version := range []string{"1", "3", "2147483648", "9223372036854775807"} {
		answer := client.Do(t, "PATCH", pathOf(post), `{"title": "third", "version": `+version+`}`)
		answer.WantProblem(t, http.StatusConflict)
		var conflict struct {
			CurrentVersion int `json:"current_version"`
		}
		apitest.Decode(t, answer, &conflict)
		if conflict.CurrentVersion != 2 {
			t.Errorf("version %s: %s, want the current version 2", version, answer.Body)
		}
	}
	if got := apitest.Data[social.Post](t, client.Do(t, "GET", pathOf(post), nil)); got.Title != "second" || got.Version != 2 {
		t.Errorf("after refused edits the post is %+v, want version 2", got)
	}
}

func TestUpdateNamesEveryBadField(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	for body, bad := range map[string][]string{
		`{}`:             {"title"},
		`null`:           {"title"},
		`{"version": 1}`: {"title"},
		`{"title": null, "content": null, "tags": null}`:                  {"title", "content", "tags"},
		`{"title": "t", "version": null}`:                                 {"version"},
		`{"title": " ", "content": "", "tags": [""], "version": 0}`:       {"title", "content", "tags[0]", "version"},
		`{"title": "` + long(101) + `", "content": "` + long(1001) + `"}`: {"title", "content"},
		`{"tags": ["a", null]}`:                                           {"tags[1]"},
		`{"tags": ["` + long(51) + `"]}`:                                  {"tags[0]"},
		`{"tags": {"0": "a"}}`:                                            {"tags"},
		`{"title": "t", "version": -1}`:                                   {"version"},
		`{"title": "t", "version": "1"}`:                                  {"version"},
		`{"title": "t", "version": 1.5}`:                                  {"version"},
		`{"title": "t", "version": 1e999}`:                                {"version"},
		`{"title": "t", "version": 9223372036854775808}`:                  {"version"},
		`{"title": "t", "id": 1}`:                                         {"id"},
		`{"title": "t", "user_id": 1}`:                                    {"user_id"},
		`{"title": "t", "created_at": "2026-01-31T15:04:05Z"}`:            {"created_at"},
	} {
		client.Do(t, "PATCH", pathOf(post), body).WantProblem(t, http.StatusBadRequest, bad...)
	}
	client.Do(t, "PATCH", pathOf(post), fields{"tags": slices.Repeat([]string{"a"}, 11)}).WantProblem(t, http.StatusBadRequest, "tags")
}
