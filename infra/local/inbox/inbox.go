// Package inbox stands in for SendGrid. It accepts mails as SendGrid's API does and
// shows them instead of sending them.
package inbox

import (
	"crypto/rand"
	"net/http"
	"slices"
	"sync"
	"time"
)

// Message is a mail to one address.
type Message struct {
	ID         string    `json:"id"`
	To         string    `json:"to"`
	Subject    string    `json:"subject"`
	Text       string    `json:"text"`
	HTML       string    `json:"html"`
	ReceivedAt time.Time `json:"received_at"`
}

// Inbox keeps the mails in memory.
type Inbox struct {
	key      string
	capacity int
	mu       sync.Mutex
	messages []Message // oldest first
}

// New returns an empty inbox. It accepts mails with the given API key and keeps the
// newest capacity mails.
func New(key string, capacity int) *Inbox { return &Inbox{key: key, capacity: capacity} }

// Handler serves SendGrid's endpoint, our own API and the page.
func (i *Inbox) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /v3/mail/send", i.send)
	mux.HandleFunc("GET /api/messages", i.list)
	mux.HandleFunc("DELETE /api/messages", i.clear)
	mux.HandleFunc("GET /{$}", i.page)
	return mux
}

func (i *Inbox) add(m Message) {
	m.ID, m.ReceivedAt = rand.Text(), time.Now().UTC()
	i.mu.Lock()
	defer i.mu.Unlock()
	i.messages = append(i.messages, m)
	if excess := len(i.messages) - i.capacity; excess > 0 {
		i.messages = slices.Delete(i.messages, 0, excess)
	}
}

// newest returns the mails, newest first. The result is never nil.
func (i *Inbox) newest() []Message {
	i.mu.Lock()
	defer i.mu.Unlock()
	messages := make([]Message, len(i.messages))
	copy(messages, i.messages)
	slices.Reverse(messages)
	return messages
}

func (i *Inbox) empty() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.messages = nil
}
