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

// Problem is the body of every error response (RFC 9457). Type is about:blank, unless
// clients act on the reason. Error repeats Detail for older clients.
type Problem struct {
	Type       string            `json:"type" enums:"about:blank,/problems/code-required" example:"about:blank"`
	Title      string            `json:"title" example:"Conflict"`
	Status     int               `json:"status" example:"409"`
	Detail     string            `json:"detail"`
	Error      string            `json:"error"`
	RequestID  string            `json:"request_id"`
	Fields     map[string]string `json:"fields,omitempty"`
	Extensions map[string]any    `json:",embed" swaggerignore:"true"`
}

// statuses maps each kind of fault to its HTTP status. No other place does.
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

// statusClientClosedRequest is nginx's code for a client that disconnected. It
// appears only in the log.
const statusClientClosedRequest = 499

// WriteProblem writes err as a problem document. An error that is not a fault is a
// bug: it is logged in full, and the client gets a generic 500.
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
	_ = write(w, status, problemType, problemOf(f, status, RequestInfoOf(r.Context()).RequestID))
}

// problemType is the media type of problem documents.
const problemType = "application/problem+json"

// problemOf returns the problem document of a fault.
func problemOf(f *fault.Fault, status int, requestID string) Problem {
	return Problem{
		Type:       cmp.Or(f.Type, "about:blank"),
		Title:      cmp.Or(http.StatusText(status), "Client Closed Request"),
		Status:     status,
		Detail:     f.Detail,
		Error:      f.Detail,
		RequestID:  requestID,
		Fields:     f.Fields,
		Extensions: f.Extensions,
	}
}

// Seconds formats a duration as Retry-After and RateLimit do: in whole seconds,
// rounded up so that a client that waits that long is not early.
func Seconds(d time.Duration) string { return strconv.Itoa(int(math.Ceil(d.Seconds()))) }
