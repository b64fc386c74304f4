package apitest

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// describe fails the test if the answer deviates.
func describe(t testing.TB, r *http.Request, sent []byte, a Answer) {
	t.Helper()
	if err := Deviation(r, sent, a); err != nil {
		t.Errorf("%s %s, status %d: %v", r.Method, r.URL, a.Status, err)
	}
}

// Deviation returns how the answer breaks a rule of the API or its description,
// or that a request was accepted which the description forbids. The API is below
// /v1: tests of the shared library serve other paths.
func Deviation(r *http.Request, sent []byte, a Answer) error {
	if !strings.HasPrefix(r.URL.Path, "/v1/") {
		return nil
	}
	broken := invariants(r, a)
	if isPreflight(r) {
		return broken // it is of the CORS protocol, no operation
	}
	described, err := load()
	if err != nil {
		return err
	}
	return errors.Join(broken, described.check(r, sent, a))
}

// Document returns the description.
func Document(t testing.TB) *openapi3.T {
	t.Helper()
	described, err := load()
	if err != nil {
		t.Fatal(err)
	}
	return described.spec
}

func isPreflight(r *http.Request) bool {
	return r.Method == http.MethodOptions && r.Header.Get("Access-Control-Request-Method") != ""
}
