// Package observe gives every request an id, a log line and the common response
// headers, and responds with 500 if the handler panics.
package observe

import (
	"crypto/rand"
	"fmt"
	"log/slog"
	"net/http"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"social.example/shared/gcplog"
	"social.example/shared/web"
)

var requestID = regexp.MustCompile(`^[A-Za-z0-9._-]{8,128}$`)

// Requests returns middleware that gives each request an id, the common response
// headers and a log line, and responds with 500 if the handler panics.
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
		web.SetHeaders(w.Header(), info.RequestID)

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

// recovered logs a handler's panic and responds with 500, unless the response has already
// started. In that case the caller aborts the connection, so that the client does
// not take half a response for a complete one. A handler that wants that panics with
// http.ErrAbortHandler, which is not logged.
func recovered(w *recorder, r *http.Request, p any) {
	if p != http.ErrAbortHandler { //nolint:errorlint // net/http compares it in the same way
		slog.ErrorContext(r.Context(), "a handler panicked", slog.Any("panic", p), slog.String("stack", string(debug.Stack())))
	}
	if w.status == 0 {
		web.WriteProblem(w, r, fmt.Errorf("panic: %v", p))
	}
}

// access writes the request's log line in the format of Cloud Logging's HttpRequest.
func access(r *http.Request, info *web.RequestInfo, w *recorder, took time.Duration) {
	level := slog.LevelInfo
	if w.status >= http.StatusInternalServerError {
		level = slog.LevelError
	}
	log := slog.Default().Handler()
	if !log.Enabled(r.Context(), level) {
		return
	}
	line := slog.NewRecord(time.Now(), level, r.Method+" "+info.Route, 0) // no line needs its place in the source
	line.AddAttrs(
		slog.GroupAttrs("httpRequest",
			slog.String("requestMethod", r.Method),
			slog.String("requestUrl", loggable(r, info)),
			slog.Int("status", w.status),
			slog.Int64("responseSize", w.size),
			slog.String("latency", strconv.FormatFloat(took.Seconds(), 'f', 6, 64)+"s"),
			slog.String("protocol", r.Proto)),
		slog.Int64("user_id", info.ActorID))
	_ = log.Handle(r.Context(), line) // nothing can be done about it
}

// loggable returns the part of the URL that may be logged. It replaces a path that
// contains a token with its route, and omits a path that matches no route, because its
// content is unknown. It also omits the query, which may hold search terms.
func loggable(r *http.Request, info *web.RequestInfo) string {
	if info.Route == "" || strings.Contains(info.Route, "{token}") {
		return info.Route
	}
	return r.URL.Path
}
