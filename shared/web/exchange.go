package web

import (
	"math"
	"net/http"
	"time"
)

// The time that a client has. Nobody waits for it longer, so it can hold neither
// a request nor the place of others.
const (
	sendTime   = 8 * time.Second        // to send the head of a request, and as long for the body
	takeTime   = 8 * time.Second        // to take a piece of the answer
	restTime   = 100 * time.Millisecond // to send the rest of a body that is not needed
	lingerTime = 800 * time.Millisecond // to take an answer that came before the body's end
)

const (
	pieceSize = 64 << 10
	restSize  = 256 << 10 // more than this is not read for the sake of a connection
)

// Timeouts serves requests in the time that their clients have. A body must arrive
// in sendTime: reading it fails then, and BodyFault says so. An answer that is
// begun before the body's end is sent at once, and the connection ends with it:
// net/http would read the rest first (https://go.dev/issue/25475). A client that
// does not take the answer is given up; a handler may set other write deadlines.
func Timeouts(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		e := &exchange{ResponseWriter: w, control: http.NewResponseController(w)}
		if r.ContentLength != 0 && r.Body != nil {
			e.upload = &upload{body: r.Body}
			e.expects = r.Header.Get("Expect") != "" // net/http takes none but 100-continue
			served := *r
			served.Body = e.upload
			r = &served
			e.readBefore(sendTime)
		}
		next.ServeHTTP(e, r)
		e.end()
	})
}

// exchange is the answer to a request, and what is left of the request.
type exchange struct {
	http.ResponseWriter
	control *http.ResponseController
	upload  *upload // nil: the request has no body
	expects bool    // to be told before it sends the body
	begun   bool    // the answer
	closing bool    // the connection ends with the answer
	ownTime bool    // the handler sets write deadlines
}

// Unwrap is for http.ResponseController.
func (e *exchange) Unwrap() http.ResponseWriter { return e.ResponseWriter }

// SetWriteDeadline implements what http.ResponseController looks for.
func (e *exchange) SetWriteDeadline(deadline time.Time) error {
	e.ownTime = true
	return e.control.SetWriteDeadline(deadline)
}

// FlushError implements what http.ResponseController looks for.
func (e *exchange) FlushError() error {
	e.begin()
	return e.control.Flush()
}

func (e *exchange) WriteHeader(status int) {
	if status >= http.StatusOK {
		e.begin()
	}
	e.ResponseWriter.WriteHeader(status)
}

func (e *exchange) Write(b []byte) (written int, err error) {
	e.begin()
	for {
		piece := b[written:min(len(b), written+pieceSize)]
		if !e.ownTime {
			e.writeBefore(takeTime)
		}
		n, err := e.ResponseWriter.Write(piece)
		written += n
		if err != nil || written == len(b) {
			return written, err
		}
	}
}

// begin is called before the answer's head is written. If the body is not read
// to its end by then, it gets a moment to arrive, for the next request comes
// behind it; else the connection ends.
func (e *exchange) begin() {
	if e.begun {
		return
	}
	e.begun = true
	if !e.ownTime {
		e.writeBefore(takeTime)
	}
	if e.upload == nil || e.upload.ended.Load() {
		return
	}
	if !e.unasked() && !e.upload.broken.Load() {
		e.readBefore(restTime)
		if e.upload.skip(restSize) {
			_ = e.control.SetReadDeadline(time.Time{})
			return
		}
	}
	e.closing = true
	e.Header().Set("Connection", "close")
}

// unasked reports whether the client waits to be told that it may send the body.
func (e *exchange) unasked() bool { return e.expects && !e.upload.begun.Load() }

// end sends what is left of the answer. If the connection ends with it, what the
// client still sends is read for a while: closing at once would reset the
// connection, and the client might lose the answer.
func (e *exchange) end() {
	e.begin()
	e.writeBefore(takeTime)
	if !e.closing {
		return
	}
	if e.control.Flush() == nil && !e.unasked() {
		e.readBefore(lingerTime)
		e.upload.skip(math.MaxInt64)
	}
	e.readBefore(0) // nor does net/http wait for more
}

// A writer in a test may have no connection, and then no deadlines.
func (e *exchange) readBefore(d time.Duration) { _ = e.control.SetReadDeadline(time.Now().Add(d)) }

func (e *exchange) writeBefore(d time.Duration) { _ = e.control.SetWriteDeadline(time.Now().Add(d)) }
