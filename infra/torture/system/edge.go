package system

import (
	"context"
	"fmt"
	"net"
	"testing"

	"social.example/infra/local/edge"
	"social.example/shared/auth"
	"social.example/shared/web"
)

// StartEdge serves the functions behind the local edge until the test ends, and
// returns its host and port.
func (s *System) StartEdge(t testing.TB) (address string) {
	t.Helper()
	routes, err := edge.ReadRoutes(Source(t))
	if err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	origins := func() auth.Origins { return auth.Origins{Allowed: []string{origin}} }
	server := web.NewServer(edge.New(routes, origins, func(_ context.Context, name string) (string, error) {
		f := s.Functions[name]
		if f == nil {
			return "", fmt.Errorf("the test does not run the function %s", name)
		}
		return f.Address, nil
	}))
	go func() { _ = server.Serve(listener) }() // until the test closes the server
	t.Cleanup(func() { _ = server.Close() })
	return listener.Addr().String()
}
