// Package fault holds the kinds of failure that a caller is told about.
// Anything that is not a Fault is a defect, and its text is for the log only.
package fault

import (
	"errors"
	"fmt"
	"time"
)

// Kind says what went wrong in terms of who can do something about it.
type Kind int

// Internal is the kind of every error that is not a Fault.
const (
	Internal Kind = iota
	Invalid
	Unauthenticated
	Forbidden
	NotFound
	MethodNotAllowed
	Timeout // the client sends too slowly
	Conflict
	TooLarge
	UnsupportedMedia
	TooMany
	Canceled // the client has left
	Unavailable
)

// Fault is a failure that the caller may know. Detail and Fields are sent to
// them, the cause is not.
type Fault struct {
	Kind       Kind
	Detail     string
	Fields     map[string]string // what is wrong with each field of the input
	Extensions map[string]any    // further members of the problem (RFC 9457, section 3.2)
	RetryAfter time.Duration     // when it makes sense to try again; 0: not said
	cause      error
}

// New returns a fault of that kind.
func New(kind Kind, format string, args ...any) *Fault {
	return &Fault{Kind: kind, Detail: fmt.Sprintf(format, args...)}
}

// NotSignedIn is the fault of who is no active user, whatever shows that.
var NotSignedIn = New(Unauthenticated, "a valid bearer token is required")

// InvalidFields returns an Invalid fault that names every bad field, or nil if
// there is none.
func InvalidFields(fields map[string]string) error {
	if len(fields) == 0 {
		return nil
	}
	return &Fault{Kind: Invalid, Detail: "the request has invalid fields", Fields: fields}
}

// UnavailableBy says that a dependency failed. The caller is told to try again
// in a second, the log gets the cause.
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

// KindOf returns the kind of the fault in err's chain, Internal if there is
// none.
func KindOf(err error) Kind {
	if f, ok := errors.AsType[*Fault](err); ok {
		return f.Kind
	}
	return Internal
}
