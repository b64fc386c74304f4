package web

import (
	"errors"
	"net/http"
)

// headOnly is the response to a HEAD request: the response to GET without its body.
type headOnly struct{ http.ResponseWriter }

// errHeadOnly stops handlers that stream: a HEAD response ends after its header.
var errHeadOnly = errors.New("the answer to HEAD has no body")

// Unwrap supports http.ResponseController.
func (h headOnly) Unwrap() http.ResponseWriter { return h.ResponseWriter }

func (h headOnly) Write(b []byte) (int, error) {
	_, err := h.ResponseWriter.Write(nil) // writes the header
	return len(b), err
}

// FlushError supports http.ResponseController.
func (h headOnly) FlushError() error {
	return errors.Join(http.NewResponseController(h.ResponseWriter).Flush(), errHeadOnly)
}
