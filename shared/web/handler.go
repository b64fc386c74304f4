// Package web turns HTTP into the calls of handlers, and what they return into
// HTTP. It is the only package that knows which status a fault has.
package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Handler is an operation of the API: it writes an answer or returns why not,
// never both.
type Handler func(w http.ResponseWriter, r *http.Request) error

// ServeHTTP implements http.Handler.
func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := h(w, r); err != nil {
		WriteProblem(w, r, err)
	}
}

// Answer is the envelope of what an operation returns.
type Answer[T any] struct {
	Data T `json:"data"`
}

// Page is the envelope of a list. NextCursor is null on the last page.
type Page[T any] struct {
	Data       []T     `json:"data"`
	NextCursor *string `json:"next_cursor"`
}

// JSON answers with data in the envelope.
func JSON[T any](w http.ResponseWriter, status int, data T) error {
	return write(w, status, "application/json", Answer[T]{data})
}

// List answers with a page of rows. An empty next is the end of the list.
func List[T any](w http.ResponseWriter, rows []T, next string) error {
	page := Page[T]{Data: rows}
	if next != "" {
		page.NextCursor = &next
	}
	return write(w, http.StatusOK, "application/json", page)
}

// NoContent answers that it is done.
func NoContent(w http.ResponseWriter) error {
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// Encode returns the value as answers and events have it. Every time is in UTC
// and has all of its six digits of a second, so that times can be compared as
// texts.
func Encode(value any) ([]byte, error) { return json.Marshal(value, json.WithMarshalers(times)) }

var times = json.MarshalToFunc(func(e *jsontext.Encoder, t time.Time) error {
	return e.WriteToken(jsontext.String(t.UTC().Format("2006-01-02T15:04:05.000000Z")))
})

// write encodes before it sends anything, so that a value that can't be encoded
// is still answered properly.
func write(w http.ResponseWriter, status int, contentType string, value any) error {
	body, err := Encode(value)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", contentType)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	_, _ = w.Write(body) // an error means that the client is gone
	return nil
}
