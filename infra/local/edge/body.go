package edge

import (
	"context"
	"errors"
	"io"
	"net"
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

// dial connects to a function.
func dial(ctx context.Context, network, address string) (net.Conn, error) {
	conn, err := (&net.Dialer{}).DialContext(ctx, network, address)
	if err != nil {
		return nil, err
	}
	return function{conn}, nil
}

// function is a connection to a function. A function may respond and close before
// it has read the whole request, so Write hides its errors to let the response
// through. If there is no response, reading fails.
type function struct{ net.Conn }

func (f function) Write(b []byte) (int, error) {
	_, _ = f.Conn.Write(b)
	return len(b), nil
}
