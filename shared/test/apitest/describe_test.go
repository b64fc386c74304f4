package apitest

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// witness is a testing.TB that records failures.
type witness struct {
	testing.TB
	failures []string
}

func (w *witness) Helper() {}

func (w *witness) Errorf(format string, args ...any) {
	w.failures = append(w.failures, fmt.Sprintf(format, args...))
}

// answering returns a client of a function that always sends this response with the
// headers of every response. more holds name and value pairs that replace headers;
// an empty value removes one.
func answering(status int, body string, more ...string) Client {
	return Client{Handler: http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		for name, value := range map[string]string{
			"X-Request-Id": "0af7651916cd43dd", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
			"Strict-Transport-Security": "max-age=63072000", "Referrer-Policy": "no-referrer",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'", "Vary": "Origin",
			"RateLimit": `"default";r=19;t=4`, "RateLimit-Policy": `"default";q=20;w=5`,
			"Content-Type": "application/problem+json",
		} {
			w.Header().Set(name, value)
		}
		if status < http.StatusBadRequest {
			w.Header().Set("Content-Type", "application/json")
		}
		for i := 0; i+1 < len(more); i += 2 {
			w.Header().Set(more[i], more[i+1])
			if more[i+1] == "" {
				w.Header().Del(more[i])
			}
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	})}
}

const (
	me = `{"data": {"id": 9007199254740993, "username": "maya", "display_name": "Maya", "bio": "",
		"location": "", "website": "", "follows_you": true, "is_muted": false, "is_blocked": false, "created_at": "2026-01-31T15:04:05.123456Z", "is_followed": false,
		"followers_count": 1, "following_count": 2, "posts_count": 3, "email": "maya@example.com", "is_active": true, "has_totp": false, "unread_notifications": 0,
		"role": {"id": 1, "name": "user", "level": 1, "description": "none"}}}`
	problem = `{"type": "about:blank", "title": "T", "status": %d, "detail": "d", "error": "d", "request_id": "0af7651916cd43dd"}`
)

func TestDescribedResponsesPass(t *testing.T) {
	t.Parallel()
	answering(200, me).Do(t, "GET", "/v1/users/me", nil)
	answering(200, me).Do(t, "GET", "/v1/users/42", nil)
	answering(404, fmt.Sprintf(problem, 404)).Do(t, "GET", "/v1/users/feed/x", nil)
	answering(404, fmt.Sprintf(problem, 404)).Do(t, "GET", "/v1/users/feed", nil) // the users function may get this path
	answering(405, fmt.Sprintf(problem, 405), "Allow", "GET").Do(t, "PUT", "/v1/users", nil)
	answering(429, fmt.Sprintf(problem, 429), "Retry-After", "3").Do(t, "GET", "/v1/nothing", nil)
	answering(204, "", "Content-Type", "", "RateLimit", "", "RateLimit-Policy", "").
		Do(t, "OPTIONS", "/v1/users", nil, "Access-Control-Request-Method", "GET")
	answering(200, "whatever", "Vary", "").Do(t, "GET", "/of-a-test", nil)
}

func TestDeviationsFail(t *testing.T) {
	t.Parallel()
	refused := func(status int, more ...string) Client {
		return answering(status, fmt.Sprintf(problem, status), more...)
	}
	for name, c := range map[string]struct {
		client       Client
		method, path string
		body         any
		want         string
	}{
		"a header is missing":       {answering(200, me, "X-Content-Type-Options", ""), "GET", "/v1/users/me", nil, "X-Content-Type-Options"},
		"a limit is not stated":     {answering(200, me, "RateLimit", ""), "GET", "/v1/users/me", nil, "Ratelimit"},
		"no challenge":              {refused(401), "GET", "/v1/users/me", nil, "Www-Authenticate"},
		"nothing is allowed":        {refused(405), "PUT", "/v1/users/me", nil, "Allow"},
		"a wait of 1.5 s":           {refused(429, "Retry-After", "1.5"), "GET", "/v1/users/me", nil, "Retry-After"},
		"an unknown status":         {refused(418), "GET", "/v1/users/me", nil, "does not document this status"},
		"an unknown path":           {answering(200, me), "GET", "/v1/nothing", nil, "no operation"},
		"an unknown method":         {refused(404), "PATCH", "/v1/users", nil, "no operation"},
		"text for a problem":        {refused(404, "Content-Type", "text/plain"), "GET", "/v1/nothing", nil, "content type"},
		"text for data":             {answering(200, me, "Content-Type", "text/plain"), "GET", "/v1/users/me", nil, "not documented"},
		"no JSON":                   {answering(200, "{"), "GET", "/v1/users/me", nil, "not JSON"},
		"an unknown property":       {answering(200, strings.Replace(me, `"id": 9`, `"secret": 1, "id": 9`, 1)), "GET", "/v1/users/me", nil, "secret"},
		"an unknown inner property": {answering(200, strings.Replace(me, `"level"`, `"secret": 1, "level"`, 1)), "GET", "/v1/users/me", nil, "secret"},
		"a property is missing":     {answering(200, strings.Replace(me, `"posts_count": 3`, `"email": "e"`, 1)), "GET", "/v1/users/me", nil, "posts_count"},
		"a number as text":          {answering(200, strings.Replace(me, `9007199254740993`, `"1"`, 1)), "GET", "/v1/users/me", nil, "/data/id"},
		"a time with an offset":     {answering(200, strings.Replace(me, `456Z`, `456+00:00`, 1)), "GET", "/v1/users/me", nil, "created_at"},
		"a time in nanoseconds":     {answering(200, strings.Replace(me, `456Z`, `456789Z`, 1)), "GET", "/v1/users/me", nil, "created_at"},
		"a body without content":    {answering(204, me), "PUT", "/v1/users/42/follow", nil, "has a body"},
		"an undescribed body":       {answering(204, "", "Content-Type", ""), "PUT", "/v1/users/42/role", `{"role": "king"}`, "forbids"},
		"an undescribed parameter":  {answering(200, `{"data": [], "next_cursor": null}`), "GET", "/v1/users?limit=51", nil, "forbids"},
	} {
		w := &witness{TB: t}
		c.client.Do(w, c.method, c.path, c.body)
		if !strings.Contains(strings.Join(w.failures, "\n"), c.want) {
			t.Errorf("%s: %s %s: failures %q, want %q", name, c.method, c.path, w.failures, c.want)
		}
	}
}
