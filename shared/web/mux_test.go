package web_test

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"social.example/shared/web"
)

// echo responds with the values of these path parameters.
func echo(names ...string) web.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		values := map[string]string{}
		for _, name := range names {
			values[name] = r.PathValue(name)
		}
		return web.JSON(w, http.StatusOK, values)
	}
}

var mux = web.Mux{
	{Method: "PUT", Path: "/v1/users/activate/{token}", Handle: echo("token")},
	{Method: "GET", Path: "/v1/users/me", Handle: echo()},
	{Method: "GET", Path: "/v1/users/{id}", Handle: echo("id")},
	{Method: "PUT", Path: "/v1/users/{id}/follow", Handle: echo("id")},
	{Method: "DELETE", Path: "/v1/users/{id}", Handle: echo("id")},
}

func TestMuxMatches(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ method, path, want string }{
		{"PUT", "/v1/users/activate/follow", `{"data":{"token":"follow"}}`},
		{"PUT", "/v1/users/7/follow", `{"data":{"id":"7"}}`},
		{"GET", "/v1/users/me", `{"data":{}}`},
		{"GET", "/v1/users/a%2Fb", `{"data":{"id":"a/b"}}`},
	} {
		w := httptest.NewRecorder()
		web.Handler(mux.Serve).ServeHTTP(w, httptest.NewRequest(test.method, test.path, nil))
		if w.Code != http.StatusOK || w.Body.String() != test.want {
			t.Errorf("%s %s: %d %s, want %s", test.method, test.path, w.Code, w.Body, test.want)
		}
	}
}

func TestMuxRefuses(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		method, path string
		status       int
		allow        string
	}{
		{"GET", "/v1/nothing", http.StatusNotFound, ""},
		{"GET", "/v1/users/", http.StatusNotFound, ""},
		{"GET", "/v1//users/7", http.StatusNotFound, ""},
		{"GET", "/v1/users/7/", http.StatusNotFound, ""},
		{"GET", "/v1/users/../users/7", http.StatusNotFound, ""},
		{"POST", "/v1/users/.", http.StatusNotFound, ""},
		{"POST", "/v1/users/..", http.StatusNotFound, ""},
		{"GET", "/V1/users/me", http.StatusNotFound, ""},
		{"POST", "/v1/users/7", http.StatusMethodNotAllowed, "DELETE, GET, HEAD"},
		{"HEAD", "/v1/users/7/follow", http.StatusMethodNotAllowed, "PUT"},
		{"TRACE", "/v1/users/7/follow", http.StatusMethodNotAllowed, "PUT"},
	} {
		w := httptest.NewRecorder()
		web.Handler(mux.Serve).ServeHTTP(w, httptest.NewRequest(test.method, test.path, nil))
		if w.Code != test.status || w.Header().Get("Allow") != test.allow {
			t.Errorf("%s %s: %d, Allow %q; want %d, %q", test.method, test.path, w.Code, w.Header().Get("Allow"), test.status, test.allow)
		}
		if got := w.Header().Get("Content-Type"); got != "application/problem+json" {
			t.Errorf("%s %s: the content type is %q, want that of a problem", test.method, test.path, got)
		}
	}
}
