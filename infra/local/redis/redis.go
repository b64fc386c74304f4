// Package redis provides a Redis: a redis-server of our own, or, where that is
// not installed, an imitation within this process.
package redis

import (
	"context"
	"errors"
	"os/exec"
)

// Server is a running Redis.
type Server struct {
	URL   string
	Kind  string // what it is, for people
	close func()
}

// Close ends it.
func (s *Server) Close() { s.close() }

// Start starts a redis-server if there is one on PATH, an imitation otherwise.
// problem is called with what goes wrong while it runs.
func Start(ctx context.Context, problem func(error)) (*Server, error) {
	server, err := StartServer(ctx, problem)
	if errors.Is(err, exec.ErrNotFound) {
		return StartMini()
	}
	return server, err
}
