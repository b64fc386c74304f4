// Package apitest calls the API in tests and checks every response against the
// OpenAPI document.
package apitest

import (
	"bytes"
	"encoding/base64"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"social.example/shared/ratelimit"
	"social.example/shared/token"
)

// Tokens returns the configuration of a token authority for tests.
func Tokens(t testing.TB) token.Config {
	t.Helper()
	c := token.Config{Issuer: "issuer", Audience: "audience", TTL: time.Hour}
	if err := c.Keys.Decode("k1:" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32)))); err != nil {
		t.Fatal(err)
	}
	return c
}

// Unlimited has limits that no test reaches by chance.
var Unlimited = ratelimit.Config{
	Enabled: true, Requests: 1_000_000, Window: time.Hour, AuthRequests: 1_000_000, AuthWindow: time.Hour,
}

// Token returns a bearer token for the user, issued by the authority of Tokens.
func Token(t testing.TB, userID int64) string {
	t.Helper()
	text, err := token.New(Tokens(t), time.Now).Issue(token.Claim{UserID: userID, Issued: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// SessionToken returns a bearer token of the user's session.
func SessionToken(t testing.TB, userID, sessionID int64) string {
	t.Helper()
	text, err := token.New(Tokens(t), time.Now).Issue(token.Claim{UserID: userID, SessionID: sessionID, Issued: time.Now()})
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// Client calls one function as one user.
type Client struct {
	Handler http.Handler
	Token   string // anonymous if empty
}

// Answer is a response.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Do sends a request and checks the response against the OpenAPI document. A body
// other than nil or a string is encoded as JSON. Headers are pairs of name and
// value.
func (c Client) Do(t testing.TB, method, target string, body any, headers ...string) Answer {
	t.Helper()
	sent := encode(t, body)
	request := httptest.NewRequest(method, target, bytes.NewReader(sent))
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	if c.Token != "" {
		request.Header.Set("Authorization", "Bearer "+c.Token)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	recorder := httptest.NewRecorder()
	c.Handler.ServeHTTP(recorder, request)
	answer := Answer{recorder.Code, recorder.Header(), recorder.Body.Bytes()}
	describe(t, request, sent, answer)
	return answer
}

func encode(t testing.TB, body any) []byte {
	t.Helper()
	switch b := body.(type) {
	case nil:
		return nil
	case string:
		return []byte(b)
	}
	encoded, err := json.Marshal(body)
	if err != nil {
		t.Fatal(err)
	}
	return encoded
}

// Want fails the test unless the response has this status.
func (a Answer) Want(t testing.TB, status int) Answer {
	t.Helper()
	if a.Status != status {
		t.Fatalf("status %d, want %d: %s", a.Status, status, a.Body)
	}
	return a
}

// Data decodes the data field of the response envelope.
func Data[T any](t testing.TB, a Answer) T {
	t.Helper()
	var envelope struct {
		Data T `json:"data"`
	}
	Decode(t, a, &envelope)
	return envelope.Data
}

// Decode decodes the whole body into into.
func Decode(t testing.TB, a Answer, into any) {
	t.Helper()
	if err := json.Unmarshal(a.Body, into); err != nil {
		t.Fatalf("%v in %s", err, a.Body)
	}
}
