package system

import (
	"bytes"
	"net"
	"net/url"
	"sync"
	"testing"
)

// Tap is a way to a server on which a test can strike at the moment when a
// certain text is sent.
type Tap struct {
	URL string

	listener net.Listener
	server   string

	mutex  sync.Mutex
	strike *strike
	open   map[net.Conn]bool // the clients' connections
}

// strike is what happens to the connection that sends the text: once, or each
// time that it was sent so often.
type strike struct {
	text  []byte
	after bool // the server has answered
	act   func()

	each, sent int
}

// NewTap opens a way to the server of the address.
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

// Before has act happen instead of the next sending of the text, whose
// connection ends.
func (p *Tap) Before(text string, act func()) { p.arm(&strike{text: []byte(text), act: act}) }

// After has act happen when the server has answered the next sending of the
// text, instead of the answer. The connection ends.
func (p *Tap) After(text string, act func()) {
	p.arm(&strike{text: []byte(text), after: true, act: act})
}

// CutEach ends all connections each time the text was sent n times: in turn
// before the server has it and when the server has answered. New connections
// are accepted all the time.
func (p *Tap) CutEach(n int, text string) { p.arm(&strike{text: []byte(text), act: p.cut, each: n}) }

func (p *Tap) cut() {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	for client := range p.open {
		_ = client.Close() // it may have ended
	}
}

// Pass ends what was armed.
func (p *Tap) Pass() { p.arm(nil) }

// Armed reports whether the text was not sent yet.
func (p *Tap) Armed() bool {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	return p.strike != nil
}

func (p *Tap) arm(s *strike) {
	p.mutex.Lock()
	defer p.mutex.Unlock()
	p.strike = s
}

// take returns the strike if this is its moment.
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

// relay hands on what it reads, as long as pass says so.
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
