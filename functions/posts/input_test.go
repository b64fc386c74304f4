package posts_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"social.example/shared/apitest"
	"social.example/shared/factory"
	"social.example/shared/web"
)

// bodyTaker is an operation that takes a body, with a good one.
type bodyTaker struct{ method, path, body string }

func bodyTakers(t *testing.T) ([]bodyTaker, apitest.Client) {
	t.Helper()
	f := newFunction(t)
	author, client := f.member(t)
	path := pathOf(factory.Post(t, f.db, author))
	return []bodyTaker{
		{"POST", "/v1/posts", `{"title": "t", "content": "c"}`},
		{"PATCH", path, `{"content": "c"}`},
		{"POST", path + "/comments", `{"content": "c"}`},
	}, client
}

func TestBodiesAreReadStrictly(t *testing.T) {
	t.Parallel()
	operations, client := bodyTakers(t)
	for _, o := range operations {
		with := func(members string) string { return strings.TrimSuffix(o.body, "}") + ", " + members + "}" }
		for name, body := range map[string]string{
			"empty":            "",
			"blank":            " \n",
			"array":            "[]",
			"text":             `""`,
			"number":           "1",
			"cut off":          o.body[:len(o.body)-1],
			"a second value":   o.body + "{}",
			"trailing text":    o.body + " x",
			"byte order mark":  "\ufeff" + o.body,
			"deep nesting":     strings.Repeat("[", 10_001) + strings.Repeat("]", 10_001),
			"endless nesting":  strings.Repeat("[", 500_000),
			"single quotes":    `{'content': 'c'}`,
			"comment":          o.body + "// c",
			"invalid UTF-8":    strings.Replace(o.body, `"c"`, "\"\xff\"", 1),
			"raw NUL":          strings.Replace(o.body, `"c"`, "\"\x00\"", 1),
			"surrogate":        strings.Replace(o.body, `"c"`, `"\ud800"`, 1),
			"invalid in a key": with("\"\xff\": 1"),
		} {
			t.Run(fmt.Sprintf("%s %s/%s", o.method, o.path, name), func(t *testing.T) {
				client.Do(t, o.method, o.path, body).WantProblem(t, http.StatusBadRequest)
			})
		}
		for body, bad := range map[string]string{
			strings.Replace(o.body, `"c"`, `"\u0000"`, 1): "content",
			with(`"content": "again"`):                    "content",
			with(`"Content": "c"`):                        "Content",
			with(`"nobody_knows": null`):                  "nobody_knows",
			with(`"a~1b": null`):                          "a~01b",
		} {
			client.Do(t, o.method, o.path, body).WantProblem(t, http.StatusBadRequest, bad)
		}
	}
}

func TestBodiesMayHaveOneMebibyte(t *testing.T) {
	t.Parallel()
	operations, client := bodyTakers(t)
	for _, o := range operations {
		largest := o.body + strings.Repeat(" ", web.MaxBody-len(o.body))
		if status := client.Do(t, o.method, o.path, largest).Status; status >= 300 {
			t.Errorf("%s %s: 1 MiB is answered %d", o.method, o.path, status)
		}
		client.Do(t, o.method, o.path, largest+" ").WantProblem(t, http.StatusRequestEntityTooLarge)
	}
}

func TestBodiesMustBeJSON(t *testing.T) {
	t.Parallel()
	operations, client := bodyTakers(t)
	for _, o := range operations {
		for _, refused := range []string{
			"", "text/plain", "application/x-www-form-urlencoded", "application/jsonp", "application/json; charset=latin1", "application/json;;",
		} {
			client.Do(t, o.method, o.path, o.body, "Content-Type", refused).WantProblem(t, http.StatusUnsupportedMediaType)
		}
		client.Do(t, o.method, o.path, o.body, "Content-Encoding", "gzip").WantProblem(t, http.StatusUnsupportedMediaType)
		for _, taken := range []string{"APPLICATION/JSON", "application/json; charset=UTF-8"} {
			if status := client.Do(t, o.method, o.path, o.body, "Content-Type", taken).Status; status >= 300 {
				t.Errorf("%s %s: %s is answered %d", o.method, o.path, taken, status)
			}
		}
	}
}
