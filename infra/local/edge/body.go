package edge

import (
	"context"
	"errors"
	"io"
	"net/http"
)

// sending returns the request with a context that outlives a failed body. The
// server cancels the request's context when the body cannot be read, which would
// also cancel the error response.
func sending(r *http.Request) *http.Request {
	r = r.WithContext(context.WithoutCancel(r.Context()))
	r.Body = body{r.Body}
	return r
}

// body is a client's body. It marks its read errors, so that they can be told from
// a function's errors.
type body struct{ io.ReadCloser }

// bodyError is an error from reading a client's body.
type bodyError struct{ error }

func (e bodyError) Unwrap() error { return e.error }

func (b body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err != nil && !errors.Is(err, io.EOF) {
		err = bodyError{err}
	}
	return n, err
}
