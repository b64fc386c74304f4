package edge

import (
	"crypto/rand"
	"encoding/json"
	"net/http"
)

// problem is a failure as the API describes it (RFC 9457). error repeats
// detail for older clients.
type problem struct {
	Type      string `json:"type"`
	Title     string `json:"title"`
	Status    int    `json:"status"`
	Detail    string `json:"detail"`
	Error     string `json:"error"`
	RequestID string `json:"request_id"`
}

// unavailable answers for a function that does not, unless the client has gone.
func unavailable(w http.ResponseWriter, r *http.Request) {
	if r.Context().Err() != nil {
		return
	}
	const status = http.StatusServiceUnavailable
	const detail = "the function does not answer at the moment"
	id := rand.Text()
	body, err := json.Marshal(problem{
		Type: "about:blank", Title: http.StatusText(status), Status: status,
		Detail: detail, Error: detail, RequestID: id,
	})
	if err != nil {
		panic(err) // strings and a number always encode
	}
	header := w.Header()
	header.Set("Content-Type", "application/problem+json")
	header.Set("Cache-Control", "no-store")
	header.Set("Retry-After", "1")
	header.Set("X-Request-Id", id)
	w.WriteHeader(status)
	_, _ = w.Write(body)
}
