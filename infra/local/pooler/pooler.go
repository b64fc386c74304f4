// Package pooler puts PgBouncer in front of PostgreSQL in transaction mode, as
// hosted poolers do: a client has a connection for one transaction only.
package pooler

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"

	"social.example/infra/local/process"
)

// Pooler is a running PgBouncer.
type Pooler struct {
	URL     string // the server's URL through the pooler; other databases work, too
	service *process.Service
}

// config maps all clients to one user and allows every database. The pool is small,
// so that clients do share connections.
const config = `[databases]
* = %s

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = %s
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = 10
max_client_conn = 500
server_idle_timeout = 5
ignore_startup_parameters = extra_float_digits,options
log_connections = 0
log_disconnections = 0
log_stats = 0
`

// Start starts a pooler in front of server. All clients connect as the user of that
// URL. The configuration is written to folder; the pooler's output goes to output.
func Start(ctx context.Context, server *url.URL, folder string, output io.Writer, problem func(error)) (*Pooler, error) {
	program, err := exec.LookPath("pgbouncer")
	if err != nil {
		return nil, fmt.Errorf("no pgbouncer on PATH (Debian: apt install pgbouncer): %w", err)
	}
	port, err := process.FreePort()
	if err != nil {
		return nil, err
	}
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	ini := filepath.Join(folder, "pgbouncer.ini")
	if err := os.WriteFile(ini, configure(server, strconv.Itoa(port)), 0o600); err != nil {
		return nil, fmt.Errorf("write the pooler's configuration: %w", err)
	}
	service, err := process.Keep(ctx, process.Spec{
		Start: func(ctx context.Context) (*process.Process, error) {
			cmd := command(program, ini)
			cmd.Stdout, cmd.Stderr = output, output
			return process.Serve(ctx, cmd, syscall.SIGTERM, process.Listening(address))
		},
		Problem: problem,
	})
	if err != nil {
		return nil, fmt.Errorf("start pgbouncer: %w", err)
	}
	through := *server
	through.Host, through.RawQuery = address, "sslmode=disable"
	return &Pooler{URL: through.String(), service: service}, nil
}

func configure(server *url.URL, port string) []byte {
	serverPort := server.Port()
	if serverPort == "" {
		serverPort = "5432"
	}
	target := fmt.Sprintf("host=%s port=%s user=%s", server.Hostname(), serverPort, server.User.Username())
	if password, ok := server.User.Password(); ok {
		target += " password=" + password
	}
	return fmt.Appendf(nil, config, target, port)
}

// command runs PgBouncer as nobody if we are root, because PgBouncer refuses to run
// as root.
func command(program, ini string) *exec.Cmd {
	args := []string{"-q", ini}
	if os.Geteuid() == 0 {
		args = append([]string{"-u", "nobody"}, args...)
	}
	return exec.Command(program, args...)
}

// Kill kills the pooler. It is restarted.
func (p *Pooler) Kill() { p.service.Kill() }

// Close stops the pooler and waits until it has ended.
func (p *Pooler) Close() { p.service.Close() }
