// Package pooler puts PgBouncer in front of a PostgreSQL, in the mode in which
// hosted poolers run: a connection is ours for one transaction only.
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
	URL     string // the server's, but through the pooler; it works for any other database, too
	service *process.Service
}

// config lets everybody in as the one user, to every database. Few connections,
// so that clients do share them.
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

// Start starts a pooler in front of the server at that address, as whose user
// everybody gets in. Its configuration is put into folder, its words go to
// output.
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

// command makes root somebody else, for PgBouncer refuses to be root.
func command(program, ini string) *exec.Cmd {
	args := []string{"-q", ini}
	if os.Geteuid() == 0 {
		args = append([]string{"-u", "nobody"}, args...)
	}
	return exec.Command(program, args...)
}

// Kill ends the pooler at once. It is started again.
func (p *Pooler) Kill() { p.service.Kill() }

// Close ends the pooler and waits for it.
func (p *Pooler) Close() { p.service.Close() }
