package apitest

import (
	"net/http"
	"testing"

	"social.example/shared/boot"
)

// Serve returns the handler of a new function, which the end of the test closes.
func Serve(t testing.TB, service boot.Service, err error) http.Handler {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, shut := range service.Close {
		t.Cleanup(shut)
	}
	return service.HTTP
}
