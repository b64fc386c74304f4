// Package redis provides Redis: a redis-server that we start, or miniredis in this
// process if none is installed.
package redis

import (
	"context"
	"errors"
	"os/exec"
)

// Server is a running Redis.
type Server struct {
	URL   string
	Kind  string // a description for people
	close func()
}

// Close ends the server.
func (s *Server) Close() { s.close() }

// Start starts a redis-server if there is one on PATH, and miniredis otherwise.
// problem is called for failures while it runs.
func Start(ctx context.Context, problem func(error)) (*Server, error) {
	server, err := StartServer(ctx, problem)
	if errors.Is(err, exec.ErrNotFound) {
		return StartMini()
	}
	return server, err
}
