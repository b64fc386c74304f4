// Package fault defines the failures that are reported to the caller. Any other error is
// a bug, and its text goes only to the log.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Kind classifies a failure by who can fix it.
type Kind int

// Internal is the kind of every error that is not a Fault.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	MethodNotAllowed
	Timeout // the client sent too slowly
	Conflict
	TooLarge
	UnsupportedMedia
	TooMany
	Canceled // the client disconnected
	Unavailable
)

// Fault is a failure that is reported to the caller. Detail and Fields are sent, the
// cause is not.
type Fault struct {
	Kind       Kind
	Type       string // identifies a reason that clients act on (RFC 9457, section 3.1.1); may be empty
	Detail     string
	Fields     map[string]string // what is wrong with each field of the input
	Extensions map[string]any    // further members of the problem (RFC 9457, section 3.2)
	RetryAfter time.Duration     // how long to wait before a retry; 0 if unknown
	cause      error
}

// New returns a fault of that kind.
func New(kind Kind, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Detail: fmt.Sprintf(format, args...)}
}

// NotSignedIn is returned when the caller is not an active, authenticated user,
// whatever the cause.
var NotSignedIn = New(Unauthenticated, "a valid bearer token is required")

// InvalidFields returns an Invalid fault that names every bad field, or nil if
// fields is empty.
func InvalidFields(fields map[string]string) error {
	if len(fields) == 0 {
		return nil
	}
	return &Fault{Kind: Invalid, Detail: "the request has invalid fields", Fields: fields}
}

// UnavailableBy returns an Unavailable fault for a failed dependency. The caller is
// asked to retry after a second; the log gets the cause.
func UnavailableBy(cause error) *Fault {
	return &Fault{
		Kind:       Unavailable,
		Detail:     "the service is temporarily unavailable",
		RetryAfter: time.Second,
		cause:      cause,
	}
}

func (f *Fault) Error() string {
	if f.cause != nil {
		return f.Detail + ": " + f.cause.Error()
	}
	return f.Detail
}

func (f *Fault) Unwrap() error { return f.cause }

// KindOf returns the kind of the first fault in err's chain, or Internal if there is
// none.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return Internal
}
