package edge_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"social.example/infra/local/edge"
	"social.example/shared/auth"
)

var routes = edge.Routes{Default: "docs", Routes: []edge.Route{
	{Path: "/v1/users", Function: "users"},
	{Path: "/v1/users/*", Function: "users"},
	{Path: "/v1/users/feed", Function: "feed"},
	{Path: "/v1/users/feed/stream", Function: "stream"},
	{Path: "/v1/users/activate/*", Function: "authentication"},
}}

func TestMatchTakesTheLongestRoute(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"/v1/users":               "users",
		"/v1/users/":              "users",
		"/v1/users/7/follow":      "users",
		"/v1/users/feed":          "feed",
		"/v1/users/feed/stream":   "stream",
		"/v1/users/feeder":        "users",
		"/v1/users/activate/abc":  "authentication",
		"/v1/users/activate":      "users",
		"/v1/users%2Ffeed":        "docs",
		"//v1/users/feed":         "docs",
		"/v1/users/../users/feed": "users",
		"/":                       "docs",
		"":                        "docs",
	} {
		if got := routes.Match(path); got != want {
			t.Errorf("%s: got %s, want %s", path, got, want)
		}
	}
}

const app = "https://app.example.com"

func origins() auth.Origins { return auth.Origins{Allowed: []string{app}} }

// start serves an edge in front of one function and returns its URL.
func start(t *testing.T, function http.Handler) (url string) {
	t.Helper()
	behind := httptest.NewServer(function)
	t.Cleanup(behind.Close)
	front := httptest.NewServer(edge.New(routes, origins, func(context.Context, string) (string, error) {
		return behind.Listener.Addr().String(), nil
	}))
	t.Cleanup(front.Close)
	return front.URL
}

// echo responds with the request that it received from the edge.
func echo(w http.ResponseWriter, r *http.Request) {
	fmt.Fprintf(w, "%s %s|%s|%s|%s", r.Method, r.RequestURI, r.Host,
		strings.Join(r.Header.Values("X-Forwarded-For"), ";"), r.Header.Get("X-Forwarded-Proto"))
}

func ask(t *testing.T, request *http.Request) string {
	t.Helper()
	response, err := http.DefaultTransport.RoundTrip(request) // no redirects
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func newRequest(t *testing.T, url string) *http.Request {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, nil)
	if err != nil {
		t.Fatal(err)
	}
	return request
}

func TestPathAndQueryPassUnchanged(t *testing.T) {
	t.Parallel()
	url := start(t, http.HandlerFunc(echo))
	for _, target := range []string{
		"/v1/users/a%2Fb", "/v1//users/", "/v1/users/../posts", "/v1/users/%E2%82%AC",
		"/v1/users?a=1;b=2", "/v1/users?a=%zz", "/v1/users?", "/v1/users?limit=1&limit=2",
	} {
		request := newRequest(t, url)
		request.URL.Opaque = "//" + request.URL.Host + strings.SplitN(target, "?", 2)[0]
		if path, query, ok := strings.Cut(target, "?"); ok {
			request.URL.Opaque, request.URL.RawQuery, request.URL.ForceQuery = "//"+request.URL.Host+path, query, true
		}
		got := ask(t, request)
		if !strings.HasPrefix(got, "GET "+target+"|") {
			t.Errorf("%s arrives as %s", target, got)
		}
	}
}

func TestClientStandsSecondFromTheRight(t *testing.T) {
	t.Parallel()
	url := start(t, http.HandlerFunc(echo))
	for _, sent := range [][]string{nil, {"1.2.3.4"}, {"1.2.3.4, 5.6.7.8"}, {"1.2.3.4", "5.6.7.8"}, {""}} {
		request := newRequest(t, url)
		request.Header["X-Forwarded-For"] = sent
		parts := strings.Split(ask(t, request), "|")
		want := strings.Join(append(append([]string{}, sent...), "127.0.0.1", "127.0.0.1"), ", ")
		if parts[2] != want || parts[3] != "http" {
			t.Errorf("sent %q: got %q by %s, want %q", sent, parts[2], parts[3], want)
		}
	}
}

func TestHostIsKept(t *testing.T) {
	t.Parallel()
	request := newRequest(t, start(t, http.HandlerFunc(echo)))
	request.Host = "api.social.example"
	if got := strings.Split(ask(t, request), "|")[1]; got != request.Host {
		t.Errorf("got %s, want %s", got, request.Host)
	}
}

func TestEventsPassAtOnce(t *testing.T) {
	t.Parallel()
	more := make(chan struct{})
	url := start(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/event-stream")
		fmt.Fprint(w, "data: 1\n\n")
		_ = http.NewResponseController(w).Flush()
		<-more
	}))
	response, err := http.DefaultClient.Do(newRequest(t, url))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	first := make([]byte, len("data: 1\n\n"))
	if _, err := io.ReadFull(response.Body, first); err != nil { // while the function is still running
		t.Error(err)
	}
	close(more)
}

// wantHeaders fails the test unless a response to app has the headers of every response.
func wantHeaders(t *testing.T, header http.Header) {
	t.Helper()
	for name, want := range map[string]string{
		"Access-Control-Allow-Origin":   app,
		"Access-Control-Expose-Headers": "Retry-After, RateLimit, RateLimit-Policy, X-Request-Id",
		"Cache-Control":                 "no-store",
		"Content-Security-Policy":       "default-src 'none'; frame-ancestors 'none'",
		"Referrer-Policy":               "no-referrer",
		"Strict-Transport-Security":     "max-age=63072000; includeSubDomains",
		"Vary":                          "Origin",
		"X-Content-Type-Options":        "nosniff",
	} {
		if got := header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestUnreachableFunctionIsUnavailable(t *testing.T) {
	t.Parallel()
	closed, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	if err := closed.Close(); err != nil {
		t.Fatal(err)
	}
	for name, address := range map[string]func(context.Context, string) (string, error){
		"restarting": func(context.Context, string) (string, error) { return "", errors.New("not there") },
		"refusing":   func(context.Context, string) (string, error) { return closed.Addr().String(), nil },
	} {
		recorder := httptest.NewRecorder()
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "/v1/users", nil)
		request.Header.Set("Origin", app)
		edge.New(routes, origins, address).ServeHTTP(recorder, request)
		header := recorder.Header()
		wantHeaders(t, header)
		if recorder.Code != http.StatusServiceUnavailable || header.Get("Retry-After") != "1" ||
			header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: got %d %v, want 503, Retry-After 1 and a problem", name, recorder.Code, header)
		}
		var problem map[string]any
		if err := json.Unmarshal(recorder.Body.Bytes(), &problem); err != nil {
			t.Fatal(err)
		}
		if id := header.Get("X-Request-Id"); id == "" || problem["request_id"] != id || problem["status"] != 503.0 {
			t.Errorf("%s: got %v, want status 503 and the request id %q", name, problem, id)
		}
	}
}

func TestParseRoutesRefusesWhatRoutesNothing(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"", "{}", `{"routes":[]}`} {
		if _, err := edge.ParseRoutes([]byte(text)); err == nil {
			t.Errorf("%q was accepted", text)
		}
	}
}
