package apitest

import (
	"errors"
	"net/http"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// describe fails the test if the response deviates from the OpenAPI document.
func describe(t testing.TB, r *http.Request, sent []byte, a Answer) {
	t.Helper()
	if err := Deviation(r, sent, a); err != nil {
		t.Errorf("%s %s, status %d: %v", r.Method, r.URL, a.Status, err)
	}
}

// Deviation returns an error if the response breaks a rule of the API or does not
// match the OpenAPI document, or if a request that the document forbids was
// accepted. It skips paths outside /v1, which only tests of the shared library
// serve.
func Deviation(r *http.Request, sent []byte, a Answer) error {
	if !strings.HasPrefix(r.URL.Path, "/v1/") {
		return nil
	}
	broken := invariants(r, a)
	if isPreflight(r) {
		return broken // the CORS protocol is not in the document
	}
	described, err := load()
	if err != nil {
		return err
	}
	return errors.Join(broken, described.check(r, sent, a))
}

// Document returns the OpenAPI document.
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
