package stalled_test

import (
	"errors"
	"io"
	"net"
	"os"
	"strings"
	"time"
)

// kind is a way to stall.
type kind struct {
	name    string
	opening string // sent at once
	trickle string // sent byte by byte, repeatedly
	reading reading
}

type reading int

const (
	all reading = iota
	slow
	none
)

// pause is the time between two trickled bytes. A server with a timeout per byte
// would wait forever.
const pause = 500 * time.Millisecond

// kinds returns all ways to stall at the target.
func (to target) kinds() []kind {
	token := " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + to.token + "\r\nContent-Type: application/json\r\n"
	kinds := []kind{
		{name: "nothing is sent"},
		{name: "half a header", opening: to.stalled + token},
		{name: "a trickled header", opening: to.stalled + token + "X-Long: ", trickle: "x"},
		{name: "trickled header lines", opening: to.stalled + token, trickle: "X-More: 1\r\n"},
		{name: "no body", opening: to.stalled + token + "Content-Length: 1000\r\n\r\n"},
		{name: "no body, not signed in", opening: to.stalled + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"},
		{name: "no body, for an unknown path", opening: "GET /v1/nowhere" + token + "Content-Length: 1000\r\n\r\n"},
		{name: "a body without its last byte", opening: to.stalled + token + "Content-Length: 1000\r\n\r\n" + strings.Repeat(" ", 999)},
		{name: "no body, with Expect: 100-continue", opening: to.stalled + token + "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n"},
		{name: "a trickled body", opening: to.stalled + token + "Content-Length: 1000\r\n\r\n", trickle: " "},
		{name: "a trickled body of chunks", opening: to.stalled + token + "Transfer-Encoding: chunked\r\n\r\n", trickle: "1\r\n \r\n"},
		{name: "half a chunk", opening: to.stalled + token + "Transfer-Encoding: chunked\r\n\r\nffff\r\n{"},
		{name: "half a second header", opening: "GET " + to.probe + token + "\r\n" + to.stalled + token},
		{name: "no second body", opening: "GET " + to.probe + token + "\r\n" + to.stalled + token + "Content-Length: 1000\r\n\r\n"},
	}
	if to.large != "" {
		requests := strings.Repeat("GET "+to.large+token+"\r\n", 20)
		kinds = append(kinds,
			kind{name: "responses that nobody reads", opening: requests, trickle: "GET ", reading: none},
			kind{name: "responses read byte by byte", opening: requests, trickle: "GET ", reading: slow},
		)
	}
	return kinds
}

// ended reports whether the server closes a connection that stalls like this within
// the longest time.
func (k kind) ended(conn net.Conn) bool {
	_ = conn.SetDeadline(time.Now().Add(longest))
	over := make(chan error, 2) // why the client could not continue
	if k.reading != none {
		go func() { over <- k.read(conn) }()
	}
	go func() {
		if err := k.send(conn); err != nil {
			over <- err
		}
	}()
	return !errors.Is(<-over, os.ErrDeadlineExceeded)
}

// send sends the opening and then trickles until a write fails, and returns the
// error. If there is nothing to trickle, it returns nil after the opening; the
// client then only reads.
func (k kind) send(conn net.Conn) error {
	if _, err := io.WriteString(conn, k.opening); err != nil || k.trickle == "" {
		return err
	}
	for i := 0; ; i++ {
		time.Sleep(pause)
		if _, err := conn.Write([]byte{k.trickle[i%len(k.trickle)]}); err != nil {
			return err
		}
	}
}

// read reads until the connection ends.
func (k kind) read(conn net.Conn) error {
	if k.reading == all {
		_, err := io.Copy(io.Discard, conn)
		return err
	}
	for one := make([]byte, 1); ; time.Sleep(pause) {
		if _, err := conn.Read(one); err != nil {
			return err
		}
	}
}
