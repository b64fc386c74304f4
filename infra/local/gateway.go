package main

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"strconv"
	"strings"
	"time"

	"social.example/infra/local/edge"
	"social.example/infra/local/process"
	"social.example/shared/auth"
	"social.example/shared/web"
)

// gateway is the edge with its listeners.
type gateway struct {
	server    *web.Server
	listeners []net.Listener
	health    string
}

// openGateway opens the port. Requests wait until serve is called.
func (s *system) openGateway() (*gateway, error) {
	routes, err := edge.ReadRoutes(s.checkout.Root)
	if err != nil {
		return nil, err
	}
	listeners, err := listen("PORT", "8080")
	if err != nil {
		return nil, err
	}
	s.addresses.API = localhost(listeners[0])
	s.set("API_URL", s.addresses.API)
	g := &gateway{
		server: web.NewServer(edge.New(routes, s.origins, func(ctx context.Context, name string) (string, error) {
			return s.address(name)(ctx)
		})),
		listeners: listeners,
		health:    s.addresses.API + "/v1/health",
	}
	s.OnClose(func() { _ = g.server.Close() })
	return g, nil
}

// origins returns the origins that the functions allow.
func (s *system) origins() auth.Origins {
	s.mu.Lock()
	defer s.mu.Unlock()
	text, _ := s.settings.get("CORS_ORIGINS")
	return auth.Origins{Allowed: strings.Split(text, ",")}
}

// serve starts to serve and returns when the health endpoint reports success, or
// fails after 30 seconds.
func (g *gateway) serve(ctx context.Context) error {
	serve(g.server, g.listeners)
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		err := g.healthy(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the system is not well: %w", err)
		case <-time.After(50 * time.Millisecond):
		}
	}
}

func (g *gateway) healthy(ctx context.Context) error {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, g.health, nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("%s: %s %s", g.health, response.Status, body)
	}
	return nil
}

// drain stops accepting requests and waits up to process.Grace for the running
// ones.
func (g *gateway) drain() {
	ctx, cancel := context.WithTimeout(context.Background(), process.Grace)
	defer cancel()
	_ = g.server.Shutdown(ctx) // longer requests are cut off
}

func localhost(listener net.Listener) string {
	return "http://localhost:" + strconv.Itoa(portOf(listener))
}
