package web

import (
	"bytes"
	"crypto/rand"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"

	"social.example/shared/fault"
)

// listener makes connections that send problem documents in place of net/http's own
// error responses. net/http refuses a request that it can't parse before any handler
// runs: it writes a text, with 501 and 505 among its statuses, directly to the
// connection.
type listener struct{ net.Listener }

func (l listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return conn{c}, nil
}

type conn struct{ net.Conn }

// CloseWrite sends the end of the stream. net/http calls it before it closes a
// connection on which the client may still be sending.
func (c conn) CloseWrite() error {
	if w, ok := c.Conn.(interface{ CloseWrite() error }); ok {
		return w.CloseWrite()
	}
	return nil
}

// Write sends b, or a problem document if b is an error response of net/http's own.
// net/http closes the connection after it.
func (c conn) Write(b []byte) (int, error) {
	status := refused(b)
	if status == 0 {
		return c.Conn.Write(b)
	}
	text, err := refusal(status)
	if err != nil {
		return 0, err
	}
	if _, err := c.Conn.Write(text); err != nil {
		return 0, err
	}
	c.linger()
	return len(b), nil
}

// linger reads what the client still sends, for lingerTime. Closing at once would
// reset the connection, and the client might lose the response.
func (c conn) linger() {
	_ = c.CloseWrite()
	_ = c.SetReadDeadline(time.Now().Add(lingerTime))
	_, _ = io.Copy(io.Discard, c.Conn)
}

// The first lines of the header of net/http's own error responses. A response of a
// handler has other headers between these, or no Content-Type of plain text.
var (
	refusedText   = []byte("\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n")
	refusedExpect = []byte(" 417 Expectation Failed\r\nConnection: close\r\nDate: ")
)

// refused returns the status of an error response that net/http writes by itself, and
// 0 for everything else.
func refused(b []byte) (status int) {
	const version, code = len("HTTP/1.1"), len("HTTP/1.1 400")
	if len(b) < code || b[version+1] != '4' && b[version+1] != '5' || !bytes.HasPrefix(b, []byte("HTTP/1.")) {
		return 0
	}
	end := bytes.IndexByte(b, '\r')
	if end < 0 || !bytes.HasPrefix(b[end:], refusedText) && !bytes.HasPrefix(b[version:], refusedExpect) {
		return 0
	}
	status, _ = strconv.Atoi(string(b[version+1 : code]))
	return status
}

// refusal returns the response to a request that net/http refuses with this status. Such
// a request is always the client's mistake, so the response has no status of 500 or
// above.
func refusal(status int) ([]byte, error) {
	detail := "the request is not valid HTTP/1.1"
	switch status {
	case http.StatusRequestHeaderFieldsTooLarge:
		detail = fmt.Sprintf("the header must have at most %d bytes", headerSize)
	case http.StatusExpectationFailed:
		detail = "the only expectation that can be met is 100-continue"
	default:
		status = http.StatusBadRequest
	}
	id := rand.Text()
	body, err := Encode(problemOf(&fault.Fault{Detail: detail}, status, id))
	if err != nil {
		return nil, err
	}
	h := http.Header{
		"Connection":     {"close"},
		"Content-Length": {strconv.Itoa(len(body))},
		"Content-Type":   {problemType},
		"Date":           {time.Now().UTC().Format(http.TimeFormat)},
		"Vary":           {"Origin"},
	}
	SetHeaders(h, id)
	var text bytes.Buffer
	fmt.Fprintf(&text, "HTTP/1.1 %d %s\r\n", status, http.StatusText(status))
	_ = h.Write(&text) // a buffer takes everything
	text.WriteString("\r\n")
	text.Write(body)
	return text.Bytes(), nil
}
