package web

import (
	"net/http"
	"time"
)

// Limits of a connection. Google's load balancer keeps an idle connection for at
// most 600 s, and it must be the one to close it:
// https://cloud.google.com/load-balancing/docs/https/request-distribution#http-keep-alive-timeouts.
const (
	headerSize = 64 << 10
	idleTime   = 620 * time.Second
)

// NewServer returns a server that closes a connection if a request's header does not
// arrive in time. It passes every request to h unchanged: it neither redirects nor
// answers any itself. Timeouts limits bodies and responses.
func NewServer(h http.Handler) *http.Server {
	return &http.Server{
		Handler:                      h,
		ReadHeaderTimeout:            sendTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               headerSize,
		DisableGeneralOptionsHandler: true,
	}
}
