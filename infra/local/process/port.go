package process

import (
	"fmt"
	"net"
)

// FreePort returns a free port on this machine, for a program that cannot choose
// one itself and report it.
func FreePort() (int, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, fmt.Errorf("find a free port: %w", err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port, nil
}
