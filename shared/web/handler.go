// Package web maps HTTP requests to handlers, and their results to HTTP responses.
// It is the only package that knows the status of each fault.
package web

import (
	"net/http"
	"strconv"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// Handler is an operation of the API. It either writes a response or returns an
// error, never both.
type Handler func(w http.ResponseWriter, r *http.Request) error

// ServeHTTP implements http.Handler.
func (h Handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if err := h(w, r); err != nil {
		WriteProblem(w, r, err)
	}
}

// Answer is the response envelope of a single value.
type Answer[T any] struct {
	Data T `json:"data"`
}

// Page is the response envelope of a list. NextCursor is null on the last page.
type Page[T any] struct {
	Data []T `json:"data"`
	// The cursor of the next page, or null on the last one. Any page may be short, or even empty, after looking through very many rows that you can't see
	NextCursor *string `json:"next_cursor" extensions:"x-nullable"`
}

// JSON writes data in an Answer envelope.
func JSON[T any](w http.ResponseWriter, status int, data T) error {
	return write(w, status, "application/json", Answer[T]{data})
}

// List writes a page of rows. An empty next marks the last page.
func List[T any](w http.ResponseWriter, rows []T, next string) error {
	page := Page[T]{Data: rows}
	if next != "" {
		page.NextCursor = &next
	}
	return write(w, http.StatusOK, "application/json", page)
}

// NoContent writes a 204 response.
func NoContent(w http.ResponseWriter) error {
	w.WriteHeader(http.StatusNoContent)
	return nil
}

// Encode returns the JSON that responses and events use. Every time is in UTC with
// exactly six fractional digits, so that times can be compared as strings. A time after
// the year 9999, which RFC 3339 can't write, becomes the last moment of that year.
func Encode(value any) ([]byte, error) { return json.Marshal(value, json.WithMarshalers(times)) }

var times = json.MarshalToFunc(func(e *jsontext.Encoder, t time.Time) error {
	if t.After(lastTime) {
		t = lastTime
	}
	return e.WriteValue(t.UTC().AppendFormat(e.AvailableBuffer(), `"2006-01-02T15:04:05.000000Z"`))
})

var lastTime = time.Date(9999, 12, 31, 23, 59, 59, 999_999_999, time.UTC)

// write encodes the value before it sends anything, so that an encoding error still
// gets a proper error response.
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
