package system

import (
	"math"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"social.example/infra/local/inbox"
)

// SendGrid is a fake SendGrid in front of the local inbox. Tests can inject
// failures.
type SendGrid struct {
	URL string

	inbox   http.Handler
	mutex   sync.Mutex
	trouble http.Handler
	after   func()
}

func startSendGrid(t testing.TB) *SendGrid {
	t.Helper()
	s := &SendGrid{inbox: inbox.New(APIKey, math.MaxInt).Handler()}
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// ServeHTTP implements http.Handler.
func (s *SendGrid) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mutex.Lock()
	trouble, after := s.trouble, s.after
	if r.Method == http.MethodPost {
		s.after = nil
	} else {
		trouble, after = nil, nil // not a send: the test is reading the mails
	}
	s.mutex.Unlock()
	switch {
	case trouble != nil:
		trouble.ServeHTTP(w, r)
	case after != nil:
		s.inbox.ServeHTTP(httptest.NewRecorder(), r)
		after()
	default:
		s.inbox.ServeHTTP(w, r)
	}
}

// Trouble makes h respond to all sends from now on. A nil h ends it.
func (s *SendGrid) Trouble(h http.Handler) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.trouble = h
}

// Answering returns a trouble: all sends get this status.
func Answering(status int) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(status) })
}

// Hanging is a trouble: sends get a response after 5 s, if the sender waits.
var Hanging = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	select {
	case <-r.Context().Done():
	case <-time.After(5 * time.Second):
	}
	w.WriteHeader(http.StatusBadGateway)
})

// After runs act once, when the next mail is accepted and before the response is
// sent. If act kills the sender, the response is lost.
func (s *SendGrid) After(act func()) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.after = act
}
