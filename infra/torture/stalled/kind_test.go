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
	opening string // is sent at once
	trickle string // is sent byte by byte, again and again
	reading reading
}

type reading int

const (
	all reading = iota
	slow
	none
)

// pause is between two bytes of who trickles: a server that waited for each
// anew would wait for ever.
const pause = 500 * time.Millisecond

// kinds are all ways to stall that the place has.
func (p place) kinds() []kind {
	token := " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + p.token + "\r\nContent-Type: application/json\r\n"
	kinds := []kind{
		{name: "nothing is sent"},
		{name: "half a head", opening: p.sent + token},
		{name: "a trickled head", opening: p.sent + token + "X-Long: ", trickle: "x"},
		{name: "trickled heads", opening: p.sent + token, trickle: "X-More: 1\r\n"},
		{name: "no body", opening: p.sent + token + "Content-Length: 1000\r\n\r\n"},
		{name: "no body, nobody signed in", opening: p.sent + " HTTP/1.1\r\nHost: h\r\nContent-Length: 1000\r\n\r\n"},
		{name: "no body, at no path", opening: "GET /v1/nowhere" + token + "Content-Length: 1000\r\n\r\n"},
		{name: "a body without its last byte", opening: p.sent + token + "Content-Length: 1000\r\n\r\n" + strings.Repeat(" ", 999)},
		{name: "no body, to be asked for", opening: p.sent + token + "Expect: 100-continue\r\nContent-Length: 1000\r\n\r\n"},
		{name: "a trickled body", opening: p.sent + token + "Content-Length: 1000\r\n\r\n", trickle: " "},
		{name: "a trickled body of chunks", opening: p.sent + token + "Transfer-Encoding: chunked\r\n\r\n", trickle: "1\r\n \r\n"},
		{name: "half a chunk", opening: p.sent + token + "Transfer-Encoding: chunked\r\n\r\nffff\r\n{"},
		{name: "half a second head", opening: "GET " + p.asked + token + "\r\n" + p.sent + token},
		{name: "no second body", opening: "GET " + p.asked + token + "\r\n" + p.sent + token + "Content-Length: 1000\r\n\r\n"},
	}
	if p.large != "" {
		asked := strings.Repeat("GET "+p.large+token+"\r\n", 20)
		kinds = append(kinds,
			kind{name: "answers that nobody reads", opening: asked, trickle: "GET ", reading: none},
			kind{name: "answers read byte by byte", opening: asked, trickle: "GET ", reading: slow},
		)
	}
	return kinds
}

// ended reports whether the server closes a connection that stalls like this in
// the longest time.
func (k kind) ended(conn net.Conn) bool {
	_ = conn.SetDeadline(time.Now().Add(longest))
	over := make(chan error, 2) // why the client could not go on
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

// send returns why nothing can be sent any more, or nil when a client that
// trickles nothing has sent all: it reads then.
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

// read returns when there is nothing to read any more.
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
