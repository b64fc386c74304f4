package apitest

import (
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"social.example/shared/web"
)

// WantJSON fails the test unless the body equals this JSON, ignoring the order of
// members.
func (a Answer) WantJSON(t testing.TB, format string, args ...any) {
	t.Helper()
	got, want := jsontext.Value(slices.Clone(a.Body)), jsontext.Value(fmt.Sprintf(format, args...))
	if err := want.Canonicalize(); err != nil {
		t.Fatalf("the wanted JSON is invalid: %v", err)
	}
	if err := got.Canonicalize(); err != nil || string(got) != string(want) {
		t.Errorf("body\n%s, want\n%s", got, want)
	}
}

// WantProblem fails the test unless the response is a complete problem with this
// status that names exactly these fields.
func (a Answer) WantProblem(t testing.TB, status int, fields ...string) {
	t.Helper()
	a.Want(t, status)
	if got := a.Header.Get("Content-Type"); got != "application/problem+json" {
		t.Errorf("status %d has the content type %q", status, got)
	}
	var problem web.Problem
	Decode(t, a, &problem)
	if problem.Type != "about:blank" || problem.Title != http.StatusText(status) || problem.Status != status ||
		problem.Detail == "" || problem.Error != problem.Detail || problem.RequestID != a.Header.Get("X-Request-Id") {
		t.Errorf("the problem is incomplete or wrong: %s", a.Body)
	}
	slices.Sort(fields)
	if named := slices.Sorted(maps.Keys(problem.Fields)); !slices.Equal(named, fields) {
		t.Errorf("the problem names %q, want %q: %s", named, fields, a.Body)
	}
}
