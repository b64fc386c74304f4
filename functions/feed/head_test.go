package feed_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"social.example/functions/feed"
	"social.example/shared/gcplog"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

// headSize is close to the largest request head that a server accepts.
const headSize = 60 << 10

// The memory that a request head costs must be proportional to its size, with a
// small factor.
func TestNoHeadCostsMuchMemory(t *testing.T) { //nolint:paralleltest // it counts all allocations of the process
	c := feed.Config{
		Log: gcplog.Config{Project: "project"}, Postgres: testdb.Config(t), Redis: testredis.Config(t),
		Tokens: apitest.Tokens(t), Limits: apitest.Unlimited,
	}
	c.Limits.ClientIPPosition = 2
	service, err := feed.New(c)
	handler := apitest.Serve(t, service, err)
	db := testdb.Open(t, c.Postgres)
	token := apitest.Token(t, factory.User(t, db, social.Member).ID)
	cost := func(target, header, value string) (status int, bytes uint64) {
		request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
		request.Header.Set("Authorization", "Bearer "+token)
		request.Header.Set(header, value)
		answer := httptest.NewRecorder()
		bytes = apitest.Allocated(func() { handler.ServeHTTP(answer, request) })
		return answer.Code, bytes
	}
	fill := func(text string) string { return strings.Repeat(text, headSize/len(text)) }
	var names, tags strings.Builder
	for i := 0; tags.Len() < headSize; i++ {
		fmt.Fprintf(&tags, "%x,", i)
		if i < 9990 { // net/url rejects more than 10,000
			fmt.Fprintf(&names, "&%x", i)
		}
	}
	_, _ = cost(path, "X", "") // so that one-time allocations are not counted
	for name, target := range map[string]string{
		"names":           path + "?" + names.String(),
		"one name":        path + "?" + strings.Repeat("limit&", 9990),
		"a long value":    path + "?limit=" + fill("1"),
		"escapes":         path + "?search=" + fill("%61"),
		"tags":            path + "?tags=" + tags.String(),
		"empty tags":      path + "?tags=" + fill(","),
		"long searches":   path + "?search=" + fill("%EF%B7%BA"),
		"a long cursor":   path + "?cursor=" + fill("A"),
		"a long time":     path + "?since=" + fill("9"),
		"segments":        path + fill("/"),
		"escaped slashes": path + "/" + fill("%2F"),
		"dots":            path + fill("/.."),
	} {
		t.Run("target/"+name, func(t *testing.T) {
			status, bytes := cost(target, "X", "")
			if status/100 != 4 || bytes > 16*headSize {
				t.Errorf("status %d, %d bytes allocated, want 4xx and at most %d", status, bytes, 16*headSize)
			}
		})
	}
	for name, value := range map[string]string{
		"X-Forwarded-For":       fill(","),
		"Forwarded":             fill("for=1,"),
		"Traceparent":           fill("-"),
		"X-Cloud-Trace-Context": fill("/"),
		"X-Request-Id":          fill("a"),
		"Cookie":                fill("a=b;"),
		"Accept":                fill("a/b,"),
		"Accept-Encoding":       fill("gzip,"),
		"If-None-Match":         fill(`"a",`),
		"Origin":                fill("https://"),
		"Content-Type":          fill(";a=b"),
		"Idempotency-Key":       fill("a"),
		"Last-Event-Id":         fill("A"),
	} {
		t.Run("header/"+name, func(t *testing.T) {
			if _, bytes := cost(path, name, value); bytes > 16*headSize {
				t.Errorf("%d bytes allocated, want at most %d", bytes, 16*headSize)
			}
		})
	}
	for _, value := range []string{fill(" "), "Bearer" + fill(" "), "Bearer " + fill("."), "Bearer " + fill("A"), fill("Bearer ")} {
		if status, bytes := cost(path, "Authorization", value); status != http.StatusUnauthorized || bytes > 16*headSize {
			t.Errorf("%.10s: status %d, %d bytes allocated, want 401 and at most %d", value, status, bytes, 16*headSize)
		}
	}
}
