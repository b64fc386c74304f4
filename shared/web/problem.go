package web

import (
	"cmp"
	"context"
	"errors"
	"log/slog"
	"math"
	"net/http"
	"strconv"
	"time"

	"social.example/shared/fault"
)

// Problem is how every failure is answered: RFC 9457. Error repeats Detail for
// older clients.
type Problem struct {
	Type       string            `json:"type" example:"about:blank"`
	Title      string            `json:"title" example:"Conflict"`
	Status     int               `json:"status" example:"409"`
	Detail     string            `json:"detail"`
	Error      string            `json:"error"`
	RequestID  string            `json:"request_id"`
	Fields     map[string]string `json:"fields,omitempty"`
	Extensions map[string]any    `json:",embed" swaggerignore:"true"`
}

// statuses is the one place where a failure gets its status.
var statuses = map[fault.Kind]int{
	fault.Internal:         http.StatusInternalServerError,
	fault.Invalid:          http.StatusBadRequest,
	fault.Unauthenticated:  http.StatusUnauthorized,
	fault.Forbidden:        http.StatusForbidden,
	fault.NotFound:         http.StatusNotFound,
	fault.MethodNotAllowed: http.StatusMethodNotAllowed,
	fault.Timeout:          http.StatusRequestTimeout,
	fault.Conflict:         http.StatusConflict,
	fault.TooLarge:         http.StatusRequestEntityTooLarge,
	fault.UnsupportedMedia: http.StatusUnsupportedMediaType,
	fault.TooMany:          http.StatusTooManyRequests,
	fault.Canceled:         statusClientClosedRequest,
	fault.Unavailable:      http.StatusServiceUnavailable,
}

// statusClientClosedRequest is nginx's. Nobody reads it but in the log.
const statusClientClosedRequest = 499

// WriteProblem answers with the failure. What is not a fault is a defect: it is
// logged in full and the client learns only that it happened.
func WriteProblem(w http.ResponseWriter, r *http.Request, err error) {
	f, known := errors.AsType[*fault.Fault](err)
	unable := known && f.Kind == fault.Unavailable || errors.Is(err, context.Canceled)
	switch {
	case unable && errors.Is(r.Context().Err(), context.Canceled):
		f = fault.New(fault.Canceled, "the client closed the request")
	case !known:
		slog.ErrorContext(r.Context(), "a request failed", slog.Any("error", err))
		f = fault.New(fault.Internal, "something went wrong on our side")
	case f.Kind == fault.Unavailable:
		slog.WarnContext(r.Context(), "a dependency failed", slog.Any("error", err))
	}
	if f.Kind == fault.Unauthenticated {
		w.Header().Set("WWW-Authenticate", "Bearer")
	}
	if f.RetryAfter > 0 {
		w.Header().Set("Retry-After", Seconds(f.RetryAfter))
	}
	status := statuses[f.Kind]
	_ = write(w, status, "application/problem+json", Problem{
		Type:       "about:blank",
		Title:      cmp.Or(http.StatusText(status), "Client Closed Request"),
		Status:     status,
		Detail:     f.Detail,
		Error:      f.Detail,
		RequestID:  RequestInfoOf(r.Context()).RequestID,
		Fields:     f.Fields,
		Extensions: f.Extensions,
	})
}

// Seconds is how Retry-After and RateLimit state a time: whole seconds, rounded
// up, so that who waits for that long does not come too early.
func Seconds(d time.Duration) string { return strconv.Itoa(int(math.Ceil(d.Seconds()))) }
