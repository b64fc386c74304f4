package web_test

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"social.example/shared/web"
)

// wire is a listener whose connections have no buffers. So the clock of a synctest bubble
// shows how long each side waits.
type wire struct {
	conns  chan net.Conn
	closed chan struct{}
	once   sync.Once
}

func (w *wire) Accept() (net.Conn, error) {
	select {
	case conn := <-w.conns:
		return conn, nil
	case <-w.closed:
		return nil, net.ErrClosed
	}
}

func (w *wire) Close() error {
	w.once.Do(func() { close(w.closed) })
	return nil
}

func (w *wire) Addr() net.Addr { return &net.TCPAddr{} }

// client is the client's end of a connection. It sends exactly the bytes that the
// test gives it.
type client struct {
	net.Conn
	t      *testing.T
	began  time.Time
	reader *bufio.Reader
}

// connect serves h in a synctest bubble and calls each function with a new
// connection.
func connect(t *testing.T, h http.Handler, each ...func(c client)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		w := &wire{conns: make(chan net.Conn), closed: make(chan struct{})}
		server := web.NewServer(web.Timeouts(h))
		go func() { _ = server.Serve(w) }()
		for _, test := range each {
			ours, theirs := net.Pipe()
			w.conns <- theirs
			test(client{ours, t, time.Now(), bufio.NewReader(ours)})
			ours.Close()
		}
		server.Close()
		time.Sleep(time.Hour) // lets trickle goroutines end
	})
}

// send sends the text, then sleeps for the pause.
func (c client) send(text string, pause time.Duration) {
	c.t.Helper()
	if _, err := io.WriteString(c, text); err != nil {
		c.t.Errorf("after %v: %v", time.Since(c.began), err)
	}
	time.Sleep(pause)
}

// trickle sends one byte per second until a write fails.
func (c client) trickle(text string) {
	go func() {
		for i := range len(text) {
			time.Sleep(time.Second)
			if _, err := io.WriteString(c, text[i:i+1]); err != nil {
				return
			}
		}
	}()
}

// want fails the test unless the server responds with that status within the limit. It
// reports whether the connection stays open.
func (c client) want(status int, limit time.Duration) (open bool) {
	c.t.Helper()
	response, err := http.ReadResponse(c.reader, nil) //nolint:bodyclose // it is read to its end
	if err != nil {
		c.t.Errorf("no response after %v: %v", time.Since(c.began), err)
		return false
	}
	_, err = io.Copy(io.Discard, response.Body)
	if took := time.Since(c.began); err != nil || response.StatusCode != status || took > limit {
		c.t.Errorf("status %d after %v and %v, want %d within %v", response.StatusCode, took, err, status, limit)
	}
	return !response.Close
}

// wantEnd fails the test unless the connection closes within the limit. Before that,
// the server may send only net/http's 400 for an incomplete request.
func (c client) wantEnd(limit time.Duration) {
	c.t.Helper()
	rest, err := io.ReadAll(c.reader)
	whole := len(rest) > 0 && !bytes.HasPrefix(rest, []byte("HTTP/1.1 400 Bad Request\r\n"))
	if took := time.Since(c.began); err != nil || whole || took > limit {
		c.t.Errorf("read %q and %v after %v, want EOF within %v", rest, err, took, limit)
	}
}
