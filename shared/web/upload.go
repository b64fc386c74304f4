package web

import (
	"errors"
	"io"
	"net/http"
	"os"
	"sync/atomic"

	"social.example/shared/fault"
)

// upload is a request body that records how far it was read. The server closes the
// underlying body; Close only makes later reads fail. Another goroutine may be
// reading when Close is called.
type upload struct {
	body                         io.Reader
	begun, ended, broken, closed atomic.Bool
}

func (u *upload) Read(p []byte) (int, error) {
	if u.closed.Load() {
		return 0, http.ErrBodyReadAfterClose
	}
	u.begun.Store(true)
	n, err := u.body.Read(p)
	switch {
	case errors.Is(err, io.EOF):
		u.ended.Store(true)
	case err != nil:
		u.broken.Store(true)
	}
	return n, err
}

// Close implements io.Closer.
func (u *upload) Close() error {
	u.closed.Store(true)
	return nil
}

// skip discards up to limit bytes, and reports whether the body ended.
func (u *upload) skip(limit int64) bool {
	n, err := io.Copy(io.Discard, io.LimitReader(u.body, limit))
	if err == nil && n < limit {
		u.ended.Store(true)
	}
	return u.ended.Load()
}

// BodyFault returns the fault for an error while reading a request body: Timeout if
// the read deadline passed, otherwise Invalid.
func BodyFault(err error) error {
	if errors.Is(err, os.ErrDeadlineExceeded) {
		return fault.New(fault.Timeout, "the body did not arrive within %v", sendTime)
	}
	return fault.New(fault.Invalid, "the body could not be read to its end")
}
