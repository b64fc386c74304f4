package system

import (
	"bytes"
	"net"
	"net/url"
	"sync"
	"testing"
)

// Tap is a TCP proxy in front of a server. A test can act at the moment when a
// client sends a certain text.
type Tap struct {
	URL string

	listener net.Listener
	server   string

	mutex  sync.Mutex
	strike *strike
	open   map[net.Conn]bool // the clients' connections
}

// strike is an action on the connection that sends the text. It runs once, or, if each is
// set, at every each-th time that the text is sent.
type strike struct {
	text  []byte
	after bool // after the server has responded
	act   func()

	each, sent int
}

// NewTap starts a Tap in front of the server at this URL until the test ends.
func NewTap(t testing.TB, server string) *Tap {
	t.Helper()
	address, err := url.Parse(server)
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &Tap{listener: listener, server: address.Host, open: map[net.Conn]bool{}}
	address.Host = listener.Addr().String()
	p.URL = address.String()
	t.Cleanup(func() { _ = listener.Close() })
	go p.accept()
	return p
}

// Before runs act when a client next sends the text. The text does not reach the
// server, and the connection closes.
func (p *Tap) Before(text string, act func()) { p.arm(&strike{text: []byte(text), act: act}) }

// After runs act when the server responds to the next text. The response does not reach
// the client, and the connection closes.
func (p *Tap) After(text string, act func()) {
	p.arm(&strike{text: []byte(text), after: true, act: act})
}

// CutEach closes all connections each time the text was sent n times, alternately
// before the server receives it and after the server has responded. New connections
// are still accepted.
func (p *Tap) CutEach(n int, text string) { p.arm(&strike{text: []byte(text), act: p.cut, each: n}) }

func (p *Tap) cut() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for client := range p.open {
		_ = client.Close() // it may be closed already
	}
}

// Pass disarms the Tap.
func (p *Tap) Pass() { p.arm(nil) }

func (p *Tap) arm(s *strike) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.strike = s
}

// take returns the armed strike if it applies to the sent bytes, else nil.
func (p *Tap) take(sent []byte) *strike {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	s := p.strike
	if s == nil || !bytes.Contains(sent, s.text) {
		return nil
	}
	if s.each == 0 {
		p.strike = nil
		return s
	}
	if s.sent++; s.sent%s.each != 0 {
		return nil
	}
	now := *s
	s.after = !s.after
	return &now
}

func (p *Tap) accept() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		go p.serve(client)
	}
}

func (p *Tap) serve(client net.Conn) {
	p.mutex.Lock()
	p.open[client] = true
	p.mutex.Unlock()
	defer func() {
		p.mutex.Lock()
		delete(p.open, client)
		p.mutex.Unlock()
		_ = client.Close()
	}()
	server, err := net.Dial("tcp", p.server)
	if err != nil {
		return
	}
	defer server.Close()
	held := make(chan *strike, 1)
	go func() {
		defer client.Close()
		relay(server, client, func([]byte) bool {
			select {
			case s := <-held:
				s.act()
				return false
			default:
				return true
			}
		})
	}()
	relay(client, server, func(sent []byte) bool {
		s := p.take(sent)
		switch {
		case s == nil:
			return true
		case s.after:
			held <- s
			return true
		}
		s.act()
		return false
	})
}

// relay copies from one connection to the other while pass returns true.
func relay(from, to net.Conn, pass func([]byte) bool) {
	chunk := make([]byte, 64<<10)
	for {
		n, err := from.Read(chunk)
		if n > 0 {
			if !pass(chunk[:n]) {
				return
			}
			if _, err := to.Write(chunk[:n]); err != nil {
				return
			}
		}
		if err != nil {
			return
		}
	}
}
