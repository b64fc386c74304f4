package apitest

import (
	"net/http"
	"testing"

	"social.example/shared/boot"
)

// Serve returns the handler of a new function, and closes the function when the test
// ends. It fails the test if err is set.
func Serve(t testing.TB, service boot.Service, err error) http.Handler {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, closer := range service.Close {
		t.Cleanup(closer)
	}
	return service.HTTP
}
