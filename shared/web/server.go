package web

import (
	"context"
	"net"
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

// Server is an http.Server that responds with a problem document even to a request
// that is not valid HTTP.
type Server struct{ server http.Server }

// NewServer returns a server that closes a connection if a request's header does not
// arrive in time. It passes every valid request to h unchanged: it neither redirects
// nor answers any itself. Timeouts limits bodies and responses.
func NewServer(h http.Handler) *Server {
	return &Server{http.Server{
		Handler:                      h,
		ReadHeaderTimeout:            sendTime,
		IdleTimeout:                  idleTime,
		MaxHeaderBytes:               headerSize,
		DisableGeneralOptionsHandler: true,
	}}
}

// Serve serves the listener's connections until the server is closed. Its error is
// never nil.
func (s *Server) Serve(l net.Listener) error { return s.server.Serve(listener{l}) }

// Shutdown stops accepting connections and waits for the running requests.
func (s *Server) Shutdown(ctx context.Context) error { return s.server.Shutdown(ctx) }

// Close closes all connections.
func (s *Server) Close() error { return s.server.Close() }
