package web_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"social.example/shared/web"
)

// response is what a server sent.
type response struct {
	status int
	header http.Header
	closes bool // the connection
	body   string
}

// exchangeText sends the text to a server of h over TCP, and returns its response.
func exchangeText(t *testing.T, h http.HandlerFunc, text string) response {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := web.NewServer(h)
	go func() { _ = server.Serve(l) }()
	t.Cleanup(func() { server.Close() })
	conn, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { conn.Close() })
	go func() { _, _ = io.WriteString(conn, text) }() // the response may come before all is sent
	got, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		t.Fatalf("%.80q: no response: %v", text, err)
	}
	defer got.Body.Close()
	body, err := io.ReadAll(got.Body)
	if err != nil {
		t.Errorf("%.80q: %v", text, err)
	}
	return response{got.StatusCode, got.Header, got.Close, string(body)}
}

func TestRequestThatIsNotHTTPGetsAProblem(t *testing.T) {
	t.Parallel()
	const get, post = "GET /v1/users HTTP/1.1\r\nHost: h\r\n", "POST /v1/posts HTTP/1.1\r\nHost: h\r\n"
	for text, want := range map[string]int{
		"GET /v1/users/%zz HTTP/1.1\r\nHost: h\r\n\r\n":                                  400,
		"GET /v1/users HTTP/2.0\r\nHost: h\r\n\r\n":                                      400,
		"GET /v1/users HTTP/1.1\r\n\r\n":                                                 400,
		"GET /v1/users HTTP/1.1\r\nHost: a b\r\n\r\n":                                    400,
		"GET /v1/users HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n":                           400,
		"GET /v1/users\r\n\r\n":                                                          400,
		"\x16\x03\x01\x02\r\n\r\n":                                                       400,
		get + "a b: c\r\n\r\n":                                                           400,
		get + "A: \x00\r\n\r\n":                                                          400,
		post + "Content-Length: -1\r\n\r\n":                                              400,
		post + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab":                        400,
		post + "Content-Length: -1\r\n\r\n" + strings.Repeat("a", 1<<20):                 400,
		post + "Transfer-Encoding: gzip\r\n\r\n":                                         400,
		post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n":           400,
		get + "Expect: foo\r\n\r\n":                                                      417,
		"POST /v1/posts HTTP/1.0\r\nExpect: foo\r\nContent-Length: 9\r\n\r\n":            417,
		get + "A: " + strings.Repeat("a", 70<<10) + "\r\n\r\n":                           431,
		get + strings.Repeat("A: "+strings.Repeat("a", 1000)+"\r\n", 1<<10) + "\r\n\r\n": 431,
	} {
		response := exchangeText(t, func(http.ResponseWriter, *http.Request) {
			t.Errorf("%.80q reaches the handler", text)
		}, text)
		var problem web.Problem
		if err := json.Unmarshal([]byte(response.body), &problem); err != nil {
			t.Errorf("%.80q: %v: %s", text, err, response.body)
		}
		if response.status != want || problem.Status != want || problem.Title != http.StatusText(want) ||
			problem.Type != "about:blank" || problem.Detail == "" || problem.Error != problem.Detail {
			t.Errorf("%.80q: got %d and %+v, want a problem with status %d", text, response.status, problem, want)
		}
		if id := response.header.Get("X-Request-Id"); id == "" || id != problem.RequestID {
			t.Errorf("%.80q: the request id is %q, and %q in the body", text, id, problem.RequestID)
		}
		if !response.closes {
			t.Errorf("%.80q: the connection stays open", text)
		}
		for name, want := range map[string]string{
			"Content-Type":              "application/problem+json",
			"Cache-Control":             "no-store",
			"Vary":                      "Origin",
			"X-Content-Type-Options":    "nosniff",
			"Strict-Transport-Security": "max-age=63072000; includeSubDomains",
			"Referrer-Policy":           "no-referrer",
			"Content-Security-Policy":   "default-src 'none'; frame-ancestors 'none'",
		} {
			if got := response.header.Get(name); got != want {
				t.Errorf("%.80q: %s is %q, want %q", text, name, got, want)
			}
		}
	}
}

// What a handler writes is its own, even if it resembles a response of net/http.
func TestResponseOfAHandlerIsSentAsItIs(t *testing.T) {
	t.Parallel()
	const refusal = "HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request"
	for _, status := range []int{200, 400, 417, 501} {
		response := exchangeText(t, func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			w.Header().Set("Connection", "close")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, refusal)
		}, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
		if response.status != status || response.body != refusal {
			t.Errorf("got %d and %q, want %d and the body as it was written", response.status, response.body, status)
		}
	}
}
