package apitest

import (
	"net/http"
	"strings"
	"testing"
)

// describe fails the test if the answer breaks a rule of the API or its
// description, or if a request was accepted that the description forbids. The
// API is below /v1: tests of the shared library serve other paths.
func describe(t testing.TB, r *http.Request, sent []byte, a Answer) {
	t.Helper()
	if !strings.HasPrefix(r.URL.Path, "/v1/") {
		return
	}
	if err := invariants(r, a); err != nil {
		t.Errorf("%s %s, status %d: %v", r.Method, r.URL, a.Status, err)
	}
	if isPreflight(r) {
		return // is of the CORS protocol, no operation
	}
	described, err := load()
	if err != nil {
		t.Fatal(err)
	}
	if err := described.check(r, sent, a); err != nil {
		t.Errorf("%s %s, status %d: %v", r.Method, r.URL, a.Status, err)
	}
}

func isPreflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
}
