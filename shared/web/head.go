package web

import (
	"errors"
	"net/http"
)

// headOnly is the answer to a HEAD request: that to GET without its body.
type headOnly struct{ http.ResponseWriter }

// errHeadOnly ends an answer that would go on after its head.
var errHeadOnly = errors.New("the answer to HEAD has no body")

// Unwrap is for http.ResponseController.
func (h headOnly) Unwrap() http.ResponseWriter { return h.ResponseWriter }

func (h headOnly) Write(b []byte) (int, error) {
	_, err := h.ResponseWriter.Write(nil) // the head
	return len(b), err
}

// FlushError implements what http.ResponseController looks for.
func (h headOnly) FlushError() error {
	return errors.Join(http.NewResponseController(h.ResponseWriter).Flush(), errHeadOnly)
}
