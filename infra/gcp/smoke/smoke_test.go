package main

import (
	"context"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"
)

// newAPI serves the deployed API's responses after the first requests have failed.
func newAPI(t *testing.T, release string, after int64) string {
	t.Helper()
	var asked atomic.Int64
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		answer := func(status int, contentType, body string) {
			w.Header().Set("Content-Type", contentType)
			w.WriteHeader(status)
			_, _ = w.Write([]byte(body))
		}
		switch {
		case asked.Add(1) <= after:
			answer(http.StatusBadGateway, "text/html", "")
		case r.URL.Path == "/v1/health":
			answer(http.StatusOK, "application/json", `{"data":{"version":"`+release+`"}}`)
		case r.URL.Path == "/v1/swagger/doc.json":
			answer(http.StatusOK, "application/json", `{"openapi":"3.0.3"}`)
		case r.URL.Path == "/v1/authentication/token":
			answer(http.StatusMethodNotAllowed, "application/problem+json", `{"status":405}`)
		default:
			answer(http.StatusUnauthorized, "application/problem+json", `{"status":401}`)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL
}

func TestTryWaitsForTheRelease(t *testing.T) {
	t.Parallel()
	if err := try(t.Context(), time.Millisecond, probes(newAPI(t, "v2", 3), "v2")); err != nil {
		t.Error(err)
	}
}

func TestTryFailsOnAnOldRelease(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if err := try(ctx, time.Millisecond, probes(newAPI(t, "v1", 0), "v2")); err == nil {
		t.Error("the old release passed for the new one")
	}
}

func TestProbesFollowNoRedirection(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.RedirectHandler("https://api.example.com/", http.StatusPermanentRedirect))
	t.Cleanup(server.Close)
	p := probe{address: server.URL, status: http.StatusPermanentRedirect}
	if err := p.check(t.Context()); err != nil {
		t.Error(err)
	}
}
