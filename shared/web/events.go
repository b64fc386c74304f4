package web

import (
	"bytes"
	"net/http"
	"strconv"
	"time"

	"social.example/shared/cursor"
)

// Event is one server-sent event. Empty fields are omitted. An event without data
// only updates the client's position; the zero Event is a comment that keeps the
// connection open.
type Event struct {
	ID    string
	Type  string
	Data  []byte        // one line
	Retry time.Duration // how long the client waits before it reconnects
}

// Events is a response of server-sent events:
// https://html.spec.whatwg.org/multipage/server-sent-events.html.
type Events struct {
	w        http.ResponseWriter
	control  *http.ResponseController
	patience time.Duration
}

// OpenEvents starts the response. A client that accepts no data for as long as
// patience is disconnected.
func OpenEvents(w http.ResponseWriter, patience time.Duration) Events {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("X-Accel-Buffering", "no") // or nginx would buffer the events
	w.WriteHeader(http.StatusOK)
	return Events{w, http.NewResponseController(w), patience}
}

// Send writes the events and flushes them. After an error the stream is broken.
func (e Events) Send(events ...Event) error {
	var text bytes.Buffer
	for _, event := range events {
		event.write(&text)
	}
	if err := e.control.SetWriteDeadline(time.Now().Add(e.patience)); err != nil {
		return err
	}
	if _, err := e.w.Write(text.Bytes()); err != nil {
		return err
	}
	return e.control.Flush()
}

func (e Event) write(text *bytes.Buffer) {
	field := func(name, value string) {
		if value != "" {
			text.WriteString(name + ": " + value + "\n")
		}
	}
	if e.Retry > 0 {
		field("retry", strconv.FormatInt(e.Retry.Milliseconds(), 10))
	}
	field("id", e.ID)
	field("event", e.Type)
	field("data", string(e.Data))
	if e.ID == "" && e.Data == nil && e.Retry == 0 {
		text.WriteString(":\n")
	}
	text.WriteByte('\n')
}

// Reached returns the position that the client of an event stream has reached: its
// Last-Event-ID if it reconnects, otherwise its cursor.
func (q *Query) Reached(h http.Header, sealer cursor.Sealer, lists ...string) cursor.Position {
	const name = "Last-Event-ID"
	began := q.Cursor(sealer, lists...)
	ids := h.Values(name)
	if len(ids) == 0 || len(ids) == 1 && ids[0] == "" {
		return began
	}
	if len(ids) > 1 {
		q.Refuse(name, "must be given once")
		return began
	}
	position, err := open(sealer, ids[0], lists)
	if err != nil {
		q.Refuse(name, "must be the id of an event of this stream")
	}
	return position
}
