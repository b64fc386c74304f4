package edge

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
)

// sending returns the request for as long as its body is on the way: the server
// ends the context of one whose body can't be read, and the answer that says so
// would end with it.
func sending(r *http.Request) *http.Request {
	r = r.WithContext(context.WithoutCancel(r.Context()))
	r.Body = body{r.Body}
	return r
}

// body is a client's body, whose errors are told from those of a function.
type body struct{ io.ReadCloser }

// bodyError is the error of reading a client's body.
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

// function is a connection to a function. A function may answer before it has
// read all, and close: that the rest can't be sent must not hide its answer. If
// there is none, reading it fails.
type function struct{ net.Conn }

func (f function) Write(b []byte) (int, error) {
	_, _ = f.Conn.Write(b)
	return len(b), nil
}
