package main

import (
	"errors"
	"fmt"
	"net"
	"os"
	"strconv"
	"syscall"

	"social.example/shared/web"
)

// listen opens the port named by the variable, or the standard one, on both
// loopback addresses, because localhost can resolve to either. Other machines must
// not reach a system whose passwords are in its README.
func listen(variable, standard string) ([]net.Listener, error) {
	port := os.Getenv(variable)
	if port == "" {
		port = standard
	}
	first, err := net.Listen("tcp4", net.JoinHostPort("127.0.0.1", port))
	if err != nil {
		return nil, listenError(variable, port, err)
	}
	chosen := strconv.Itoa(portOf(first))
	second, err := net.Listen("tcp6", net.JoinHostPort("::1", chosen))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, errors.Join(listenError(variable, chosen, err), first.Close())
	}
	if err != nil {
		return []net.Listener{first}, nil // no IPv6 on this machine
	}
	return []net.Listener{first, second}, nil
}

func listenError(variable, port string, err error) error {
	if errors.Is(err, syscall.EADDRINUSE) {
		return fmt.Errorf("port %s is in use by another program: set %s to another, or to 0 for any that is free", port, variable)
	}
	return fmt.Errorf("open the port %s=%s: %w", variable, port, err)
}

func portOf(listener net.Listener) int { return listener.Addr().(*net.TCPAddr).Port }

// serve serves on all listeners until the server is closed.
func serve(server *web.Server, listeners []net.Listener) {
	for _, listener := range listeners {
		go func() { _ = server.Serve(listener) }() // returns http.ErrServerClosed
	}
}
