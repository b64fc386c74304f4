// Package observe gives every request an id, a log line, the headers that every
// answer has, and an answer even if its handler panics.
package observe

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"strings"
	"time"

	"social.example/shared/gcplog"
	"social.example/shared/web"
)

var requestID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,128}$`)

// Requests returns middleware that gives each request an id, the headers that all
// answers have, and a log line, and that answers 500 for a handler that panics.
func Requests(log gcplog.Config) func(next http.Handler) http.Handler {
	return func(next http.Handler) http.Handler { return observed(log, next) }
}

func observed(log gcplog.Config, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began := time.Now()
		info := &web.RequestInfo{RequestID: r.Header.Get("X-Request-Id")}
		if !requestID.MatchString(info.RequestID) {
			info.RequestID = rand.Text()
		}
		ctx := web.WithRequestInfo(gcplog.Scope(r.Context(), slog.String("request_id", info.RequestID), log.Trace(r.Header)), info)
		r = r.WithContext(ctx)
		answer := &recorder{ResponseWriter: w}
		setHeaders(w.Header(), info.RequestID)

		defer func() {
			p := recover()
			half := p != nil && answer.status != 0
			if p != nil {
				recovered(answer, r, p)
			}
			access(r, info, answer, time.Since(began))
			if half {
				panic(http.ErrAbortHandler)
			}
		}()
		next.ServeHTTP(answer, r)
	})
}

// setHeaders sets what every answer has. The answers of the API are data for
// one client: nothing may store, frame, sniff or run them.
func setHeaders(h http.Header, id string) {
	h.Set("X-Request-Id", id)
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
}

// recovered answers for a handler that panicked, unless it had begun to answer.
// The connection is cut then: the client must not take half an answer for a
// whole one.
func recovered(w *recorder, r *http.Request, p any) {
	slog.ErrorContext(r.Context(), "a handler panicked", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
	if w.status == 0 {
		web.WriteProblem(w, r, fmt.Errorf("panic: %v", p))
	}
}

// access writes the request's line in the form of Cloud Logging's HttpRequest.
func access(r *http.Request, info *web.RequestInfo, w *recorder, took time.Duration) {
	level := slog.LevelInfo
	if w.status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	slog.LogAttrs(r.Context(), level, r.Method+" "+info.Route,
		slog.Group("httpRequest",
			slog.String("requestMethod", r.Method),
			slog.String("requestUrl", loggable(r, info)),
			slog.Int("status", w.status),
			slog.Int64("responseSize", w.size),
			slog.String("latency", fmt.Sprintf("%.6fs", took.Seconds())),
			slog.String("protocol", r.Proto)),
		slog.Int64("user_id", info.ActorID))
}

// loggable is the path without what must not be logged: a token in it, and all
// of it if no route knows what it contains. The query may hold what people
// search for.
func loggable(r *http.Request, info *web.RequestInfo) string {
	if info.Route == "" || strings.Contains(info.Route, "{token}") {
		return info.Route
	}
	return r.URL.Path
}
