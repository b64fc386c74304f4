package posts_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/web"
)

func TestBodiesAreReadStrictly(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	path := pathOf(factory.Post(t, f.db, author))
	both, content := []string{"title", "content"}, []string{"content"}
	operations := []apitest.BodyTaker{
		{Client: client, Method: "POST", Path: "/v1/posts", Body: `{"title": "t", "content": "c"}`, Texts: both, Required: both},
		{Client: client, Method: "PATCH", Path: path, Body: `{"content": "c"}`, Texts: content, Required: []string{"title"}},
		{Client: client, Method: "POST", Path: path + "/comments", Body: `{"content": "c"}`, Texts: content, Required: content},
	}
	before := string(client.Do(t, "GET", path, nil).Body)
	for _, o := range operations {
		o.RefusesBodies(t)
	}
	if after := string(client.Do(t, "GET", path, nil).Body); after != before || f.count(t, "posts") != 1 {
		t.Errorf("after refused bodies there are %d posts, and the first is %s", f.count(t, "posts"), after)
	}
	for _, o := range operations {
		o.TakesBodies(t)
	}
}

// A chunked body does not announce its length.
func TestBodiesInChunksMayHaveTheMaximumSize(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	server := httptest.NewServer(f.http)
	t.Cleanup(server.Close)
	for bytes, want := range map[int]int{web.MaxBody: http.StatusCreated, web.MaxBody + 1: http.StatusRequestEntityTooLarge} {
		body := io.MultiReader(strings.NewReader(draft), strings.NewReader(strings.Repeat(" ", bytes-len(draft))))
		request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, server.URL+"/v1/posts", body)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Content-Type", "application/json")
		request.Header.Set("Authorization", "Bearer "+client.Token)
		response, err := server.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != want {
			t.Errorf("%d bytes: status %d, want %d", bytes, response.StatusCode, want)
		}
	}
}
