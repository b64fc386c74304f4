package apitest

import (
	"mime"
	"net/http"
	"regexp"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/go-json-experiment/json"
)

// describe holds an answer against the API's description: its status must be
// one of the operation's, its body must have the form described for it.
func describe(t testing.TB, r *http.Request, a Answer) {
	t.Helper()
	invariants(t, r, a)
	document, err := contract()
	if err != nil {
		t.Fatal(err)
	}
	content := openapi3.Content{"application/problem+json": openapi3.NewMediaType().WithSchemaRef(document.Components.Schemas["Problem"])}
	if o := operation(document, r); o != nil {
		response := o.Responses.Status(a.Status)
		switch {
		case response != nil:
			content = response.Value.Content
		case a.Status != http.StatusNotFound: // which a function answers to the operations of others
			t.Errorf("%s %s: status %d is not described", r.Method, r.URL.Path, a.Status)
			return
		}
	} else if a.Status < 400 && r.Method != http.MethodOptions {
		t.Errorf("%s %s is not described, but answered %d", r.Method, r.URL.Path, a.Status)
		return
	}
	body(t, r, a, content)
}

func body(t testing.TB, r *http.Request, a Answer, content openapi3.Content) {
	t.Helper()
	if a.Status == http.StatusNoContent || r.Method == http.MethodHead {
		if a.Status == http.StatusNoContent && len(a.Body) > 0 {
			t.Errorf("%s %s: 204 has a body", r.Method, r.URL.Path)
		}
		return
	}
	mediaType, _, _ := mime.ParseMediaType(a.Header.Get("Content-Type"))
	media := content[mediaType]
	if media == nil {
		t.Errorf("%s %s: %d has the content type %q", r.Method, r.URL.Path, a.Status, mediaType)
		return
	}
	if mediaType == "text/html" {
		return
	}
	var value any
	if err := json.Unmarshal(a.Body, &value); err != nil {
		t.Errorf("%s %s: %v in %s", r.Method, r.URL.Path, err, a.Body)
		return
	}
	if err := media.Schema.Value.VisitJSON(value, openapi3.MultiErrors()); err != nil {
		t.Errorf("%s %s: %d is not as described: %v\n%s", r.Method, r.URL.Path, a.Status, err, a.Body)
	}
}

var seconds = regexp.MustCompile(`^[1-9][0-9]*$`)

// invariants are what every answer has.
func invariants(t testing.TB, r *http.Request, a Answer) {
	t.Helper()
	for name, want := range map[string]string{
		"Cache-Control":             `^no-store$`,
		"X-Content-Type-Options":    `^nosniff$`,
		"Strict-Transport-Security": `^max-age=[0-9]{8}`,
		"Referrer-Policy":           `^no-referrer$`,
		"Content-Security-Policy":   `^default-src 'none'; .*frame-ancestors 'none'`,
		"X-Request-Id":              `^[A-Za-z0-9._-]{8,128}$`,
		"Vary":                      `^Origin$`,
	} {
		if got := a.Header.Get(name); !regexp.MustCompile(want).MatchString(got) {
			t.Errorf("%s %s: %s is %q", r.Method, r.URL.Path, name, got)
		}
	}
	switch after := a.Header.Get("Retry-After"); a.Status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		if !seconds.MatchString(after) {
			t.Errorf("%s %s: %d has Retry-After %q", r.Method, r.URL.Path, a.Status, after)
		}
	case http.StatusUnauthorized:
		if got := a.Header.Get("WWW-Authenticate"); got != "Bearer" {
			t.Errorf("%s %s: 401 has WWW-Authenticate %q", r.Method, r.URL.Path, got)
		}
	case http.StatusMethodNotAllowed:
		if a.Header.Get("Allow") == "" {
			t.Errorf("%s %s: 405 has no Allow", r.Method, r.URL.Path)
		}
	}
}
