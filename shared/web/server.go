package web

import (
	"net/http"
	"time"
)

// What a server takes of a connection. A load balancer's pause between two
// requests is 600 s at most, and the end must come from its side:
// https://cloud.google.com/load-balancing/docs/https/request-distribution#http-keep-alive-timeouts.
const (
	headerSize = 64 << 10
	idleTime   = 620 * time.Second
)

// NewServer returns a server that gives up a connection whose request does not
// arrive, and hands all requests to h as they are: it redirects none and answers
// none itself. Bodies and answers are for Timeouts.
func NewServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler:                      h,
		ReadHeaderTimeout:            sendTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               headerSize,
		DisableGeneralOptionsHandler: true,
	}
}
