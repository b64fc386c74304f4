package posts_test

import (
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
)

type fields = map[string]any

func TestCreateReturnsThePost(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	answer := client.Do(t, "POST", "/v1/posts", fields{"title": "Hi", "content": "There", "tags": []string{"go", "sql"}})

	post := apitest.Data[social.Post](t, answer.Want(t, http.StatusCreated))
	answer.WantJSON(t, `{"data": {
		"id": %d, "user_id": %d, "title": "Hi", "content": "There", "tags": ["go", "sql"], "version": 1,
		"created_at": %q, "updated_at": %q, "comments_count": 0, "likes_count": 0, "liked": false, "bookmarked": false, "mentions": [],
		"username": %[5]q, "user": {"id": %[2]d, "username": %[5]q, "display_name": %[5]q}}}`,
		post.ID, author.ID, stamp(post.CreatedAt), stamp(post.CreatedAt), author.Username)

	stored := apitest.Data[social.Post](t, client.Do(t, "GET", pathOf(post), nil).Want(t, http.StatusOK))
	if !reflect.DeepEqual(stored, post) {
		t.Errorf("stored %+v, answered %+v", stored, post)
	}
}

func TestCreateKeepsTextAsItIs(t *testing.T) {
	t.Parallel()
	_, client := newFunction(t).member(t)
	for name, body := range map[string]fields{
		"longest":        {"title": long(100), "content": long(1000), "tags": []string{long(50)}},
		"odd characters": {"title": ` '";--\ `, "content": "\u202eBIDI\n<script>", "tags": []string{`{}`, `"`, `\`, `null`, `a b`}},
		"no tags":        {"title": "t", "content": "c", "tags": []string{}},
	} {
		post := apitest.Data[fields](t, client.Do(t, "POST", "/v1/posts", body).Want(t, http.StatusCreated))
		if post["title"] != body["title"] || post["content"] != body["content"] {
			t.Errorf("%s: got %q, %q, want %q, %q", name, post["title"], post["content"], body["title"], body["content"])
		}
		tags := []string{}
		for _, tag := range post["tags"].([]any) {
			tags = append(tags, tag.(string))
		}
		if !reflect.DeepEqual(tags, body["tags"]) {
			t.Errorf("%s: got the tags %q, want %q", name, tags, body["tags"])
		}
	}
}

func TestTagsAreStoredInOneForm(t *testing.T) {
	t.Parallel()
	_, client := newFunction(t).member(t)
	body := fields{"title": "t", "content": "c", "tags": []string{
		"Bikes", " bikes\u3000", "ｂｉｋｅｓ", "cafe\u0301", "CAFÉ", "straße", "STRASSE", "ΟΔΟΣ", "a", "b",
	}}
	want := []any{"bikes", "café", "strasse", "οδοσ", "a", "b"}
	created := apitest.Data[fields](t, client.Do(t, "POST", "/v1/posts", body).Want(t, http.StatusCreated))
	if !reflect.DeepEqual(created["tags"], want) {
		t.Errorf("created with the tags %q, want %q", created["tags"], want)
	}
	path := fmt.Sprintf("/v1/posts/%.0f", created["id"])
	edited := apitest.Data[fields](t, client.Do(t, "PATCH", path, fields{"tags": []string{"X", "x", " Y"}}).Want(t, http.StatusOK))
	if want := []any{"x", "y"}; !reflect.DeepEqual(edited["tags"], want) {
		t.Errorf("edited to the tags %q, want %q", edited["tags"], want)
	}
}

func TestCreateMakesNoTagsAnEmptyList(t *testing.T) {
	t.Parallel()
	_, client := newFunction(t).member(t)
	for _, body := range []string{`{"title": "t", "content": "c"}`, `{"title": "t", "content": "c", "tags": []}`} {
		post := apitest.Data[fields](t, client.Do(t, "POST", "/v1/posts", body).Want(t, http.StatusCreated))
		if tags, ok := post["tags"].([]any); !ok || len(tags) != 0 {
			t.Errorf("%s made the tags %v, want an empty list", body, post["tags"])
		}
	}
}

func TestCreateNamesEveryBadField(t *testing.T) {
	t.Parallel()
	_, client := newFunction(t).member(t)
	for body, bad := range map[string][]string{
		`{}`:                              {"title", "content"},
		`{"title": "t"}`:                  {"content"},
		`{"title": null, "content": "c"}`: {"title"},
		`{"title": "t", "content": "c", "tags": null}`:                                     {"tags"},
		`{"title": "", "content": " \t\u00a0"}`:                                            {"title", "content"},
		`{"title": 1, "content": "c"}`:                                                     {"title"},
		`{"title": "` + long(101) + `", "content": "` + long(1001) + `"}`:                  {"title", "content"},
		`{"title": "t", "content": "c", "tags": "go"}`:                                     {"tags"},
		`{"title": "t", "content": "c", "tags": [null]}`:                                   {"tags[0]"},
		`{"title": "t", "content": "c", "tags": ["a", " ", ""]}`:                           {"tags[1]", "tags[2]"},
		`{"title": "t", "content": "c", "tags": ["` + long(51) + `"]}`:                     {"tags[0]"},
		`{"title": "t", "content": "c", "tags": ["a,b", "，", "ﷺﷺﷺ", "` + long(40) + `ﷺ"]}`: {"tags[0]", "tags[1]", "tags[2]", "tags[3]"},
		`{"title": "t", "content": "c", "tags": [1]}`:                                      {"tags[0]"},
		`{"title": "t", "content": "c", "user_id": 7}`:                                     {"user_id"},
		`{"title": "t", "content": "c", "version": 7}`:                                     {"version"},
	} {
		client.Do(t, "POST", "/v1/posts", body).WantProblem(t, http.StatusBadRequest, bad...)
	}
	tooMany := fields{"title": "t", "content": "c", "tags": slices.Repeat([]string{"a"}, 11)}
	client.Do(t, "POST", "/v1/posts", tooMany).WantProblem(t, http.StatusBadRequest, "tags")
}
