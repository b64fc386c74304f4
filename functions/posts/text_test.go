package posts_test

import (
	"net/http"
	"testing"

	"social.example/shared/test/factory"
)

func TestInvisibleTextAndControlCharactersAreRefusedEverywhere(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	path := pathOf(factory.Post(t, f.db, author))
	for _, text := range []string{"\u200b", "\u2800", "\u3164", "\x1b", "\u00ad\ufe0f \n", "a\x1b[2Jb", "a\u0085b", "a\r\nb"} {
		type fields map[string]any
		client.Do(t, "POST", "/v1/posts", fields{"title": text, "content": "c"}).WantProblem(t, http.StatusBadRequest, "title")
		client.Do(t, "POST", "/v1/posts", fields{"title": "t", "content": text}).WantProblem(t, http.StatusBadRequest, "content")
		client.Do(t, "POST", "/v1/posts", fields{"title": "t", "content": "c", "tags": []string{"a", text}}).WantProblem(t, http.StatusBadRequest, "tags[1]")
		client.Do(t, "PATCH", path, fields{"title": text}).WantProblem(t, http.StatusBadRequest, "title")
		client.Do(t, "POST", path+"/comments", fields{"content": text}).WantProblem(t, http.StatusBadRequest, "content")
	}
	client.Do(t, "POST", path+"/comments", map[string]any{"content": "one\n\ttwo 👩\u200d👧 ❤\ufe0f"}).Want(t, http.StatusCreated)
}
