package web

import (
	"math"
	"net/http"
	"time"
)

// Time limits for a client. A slow client can't hold a request or a connection for
// longer.
const (
	sendTime   = 8 * time.Second        // to send the request's header, and again for the body
	takeTime   = 8 * time.Second        // to accept a piece of the response
	restTime   = 100 * time.Millisecond // to send the rest of an unneeded body
	lingerTime = 800 * time.Millisecond // to read a response sent before the body's end
)

const (
	pieceSize = 64 << 10
	restSize  = 256 << 10 // the most that is read to keep a connection
)

// Timeouts enforces the time limits of clients. A body must arrive within sendTime;
// after that, reading it fails, and BodyFault turns the error into a 408. A response
// that starts before the end of the body is not held back for it, and closes the
// connection unless the rest of the body arrives within restTime; net/http would
// read the rest first (https://go.dev/issue/25475). A client that does not accept
// the response is disconnected; a handler may set other write deadlines.
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

// exchange is a response together with the rest of its request.
type exchange struct {
	http.ResponseWriter
	control *http.ResponseController
	upload  *upload // nil if the request has no body
	expects bool    // the client sent Expect: 100-continue
	begun   bool    // the response has started
	closing bool    // the connection closes after the response
	ownTime bool    // the handler sets write deadlines
}

// Unwrap supports http.ResponseController.
func (e *exchange) Unwrap() http.ResponseWriter { return e.ResponseWriter }

// SetWriteDeadline supports http.ResponseController. It turns off the default write
// deadlines.
func (e *exchange) SetWriteDeadline(deadline time.Time) error {
	e.ownTime = true
	return e.control.SetWriteDeadline(deadline)
}

// FlushError supports http.ResponseController.
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

// begin runs before the response's header is written. If the body has not been read
// to its end, the rest gets restTime to arrive, since the next request follows it on
// the connection. Otherwise the connection closes.
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

// unasked reports whether the client waits for 100 Continue before it sends the
// body.
func (e *exchange) unasked() bool { return e.expects && !e.upload.begun.Load() }

// end flushes the response. If the connection closes after it, end reads what the
// client still sends for lingerTime: closing at once would reset the connection, and
// the client might lose the response.
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
	e.readBefore(0) // net/http must not wait for more either
}

// A test's ResponseWriter may have no connection and so no deadlines.
func (e *exchange) readBefore(d time.Duration) { _ = e.control.SetReadDeadline(time.Now().Add(d)) }

func (e *exchange) writeBefore(d time.Duration) { _ = e.control.SetWriteDeadline(time.Now().Add(d)) }
