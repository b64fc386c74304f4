package mail

import (
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

var message = Message{Template: "activation", To: "maya@example.com", Username: "maya", Links: []Link{{"maya", "T0KEN"}}}

// sendGrid returns a fake SendGrid server and a sender that uses it.
func sendGrid(t *testing.T, respond http.HandlerFunc) *Sender {
	t.Helper()
	server := httptest.NewServer(respond)
	t.Cleanup(server.Close)
	c := config()
	c.Host = server.URL
	return NewSender(c)
}

func TestAcceptedMailIsSentOnce(t *testing.T) {
	t.Parallel()
	requests := 0
	sender := sendGrid(t, func(w http.ResponseWriter, r *http.Request) {
		requests++
		body, _ := io.ReadAll(r.Body)
		if r.Method != "POST" || r.URL.Path != "/v3/mail/send" || r.Header.Get("Authorization") != "Bearer SG.key" ||
			r.Header.Get("Content-Type") != "application/json" || !strings.Contains(string(body), "/confirm/T0KEN") {
			t.Errorf("a wrong request: %s %s %v\n%s", r.Method, r.URL, r.Header, body)
		}
		w.WriteHeader(http.StatusAccepted)
	})
	if err := sender.Send(t.Context(), message, Tries); err != nil || requests != 1 {
		t.Errorf("%d requests, %v; want one and no error", requests, err)
	}
}

func TestRefusalsAreNotRetried(t *testing.T) {
	t.Parallel()
	for status, permanent := range map[int]bool{
		http.StatusBadRequest:            true,
		http.StatusRequestEntityTooLarge: true,
		http.StatusUnauthorized:          false,
		http.StatusForbidden:             false,
		http.StatusNotFound:              false,
	} {
		requests := 0
		sender := sendGrid(t, func(w http.ResponseWriter, _ *http.Request) {
			requests++
			http.Error(w, `{"errors":[{"message":"maya@example.com, T0KEN"}]}`, status)
		})
		err := sender.Send(t.Context(), message, Tries)
		if err == nil || requests != 1 || errors.Is(err, ErrRefused) != permanent || errors.Is(err, ErrDenied) == permanent {
			t.Errorf("status %d: %d requests, %v; want one and an error, permanent %t", status, requests, err, permanent)
		}
		wantNoSecret(t, err)
	}
}

func TestRedirectionIsNotFollowed(t *testing.T) {
	t.Parallel()
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("the redirect was followed") }))
	t.Cleanup(elsewhere.Close)
	for _, status := range []int{http.StatusMovedPermanently, http.StatusFound, http.StatusTemporaryRedirect, http.StatusPermanentRedirect} {
		sender := sendGrid(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, elsewhere.URL, status) })
		if err := sender.Send(t.Context(), message, Tries); err == nil || errors.Is(err, ErrRefused) {
			t.Errorf("status %d: got %v, want a temporary failure", status, err)
		}
	}
}

// The first connection breaks, in several ways. The second attempt succeeds.
func TestBrokenConnectionIsRetried(t *testing.T) {
	t.Parallel()
	for name, harm := range map[string]func(net.Conn){
		"reset": func(c net.Conn) { _ = c.(*net.TCPConn).SetLinger(0) },
		"end":   func(net.Conn) {},
		"half a response": func(c net.Conn) {
			_, _ = io.WriteString(c, "HTTP/1.1 202 Acc")
		},
		"no HTTP": func(c net.Conn) {
			_, _ = io.WriteString(c, "220 smtp.example.com ESMTP\r\n")
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			requests := 0
			sender := sendGrid(t, func(w http.ResponseWriter, _ *http.Request) {
				if requests++; requests > 1 {
					w.WriteHeader(http.StatusAccepted)
					return
				}
				conn, _, err := http.NewResponseController(w).Hijack()
				if err != nil {
					t.Error(err)
					return
				}
				harm(conn)
				_ = conn.Close()
			})
			if err := sender.Send(t.Context(), message, Tries); err != nil || requests != 2 {
				t.Errorf("%d requests, %v; want two and no error", requests, err)
			}
		})
	}
}

// The sender can't know whether SendGrid accepted the mail, so it sends it again: twice is
// better than never.
func TestMailIsSentAgainIfTheResponseIsLost(t *testing.T) {
	t.Parallel()
	var accepted []string
	sender := sendGrid(t, func(w http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			t.Error(err)
		}
		accepted = append(accepted, string(body))
		if len(accepted) > 1 {
			w.WriteHeader(http.StatusAccepted)
			return
		}
		conn, _, err := http.NewResponseController(w).Hijack()
		if err != nil {
			t.Error(err)
			return
		}
		_ = conn.(*net.TCPConn).SetLinger(0) // close sends a reset
		_ = conn.Close()
	})
	if err := sender.Send(t.Context(), message, Tries); err != nil || len(accepted) != 2 || accepted[0] != accepted[1] {
		t.Errorf("%v, accepted %d times; want the same mail twice", err, len(accepted))
	}
}

func TestUnreachableServerIsATemporaryFailure(t *testing.T) {
	t.Parallel()
	c := config()
	c.Host = "http://127.0.0.1:1"
	sender := NewSender(c)
	_, err := sender.try(t.Context(), []byte("{}"))
	if err == nil || errors.Is(err, ErrRefused) {
		t.Errorf("got %v, want a temporary failure", err)
	}
	wantNoSecret(t, err)
}

func wantNoSecret(t *testing.T, err error) {
	t.Helper()
	for _, secret := range []string{"maya", "T0KEN", "SG.key"} {
		if strings.Contains(err.Error(), secret) {
			t.Errorf("the error %q contains %s", err, secret)
		}
	}
}
