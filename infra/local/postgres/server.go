package postgres

import (
	"context"
	"fmt"
	"io"
	"net/url"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"

	"github.com/jackc/pgx/v5"

	"social.example/infra/local/process"
)

// user is the superuser. It has no password: the server listens on this machine
// only and holds only test data.
const user = "postgres"

// Server is a running PostgreSQL server that we started.
type Server struct {
	Port     int
	programs Programs
	id       identity
	data     string
	service  *process.Service
}

// Start starts a server on a data folder in parent and creates the folder if
// needed. Only one server may run per parent. The server's output goes to output
// and its failures to problem; a server that dies is restarted on the same port.
// Settings have the form "name=value" and override ours.
func Start(
	ctx context.Context, programs Programs, parent string, output io.Writer, problem func(error), settings ...string,
) (*Server, error) {
	id, err := identify(parent, programs.Bin)
	if err != nil {
		return nil, err
	}
	data, err := programs.cluster(parent, id)
	if err != nil {
		return nil, err
	}
	return run(ctx, Server{programs: programs, id: id, data: data}, output, problem, settings)
}

// run runs the server on any free port.
func run(ctx context.Context, s Server, output io.Writer, problem func(error), settings []string) (*Server, error) {
	port, err := process.FreePort()
	if err != nil {
		return nil, err
	}
	s.Port = port
	s.service, err = process.Keep(ctx, process.Spec{
		Start: func(ctx context.Context) (*process.Process, error) {
			if err := endOrphan(ctx, s.data); err != nil {
				return nil, err
			}
			cmd := serve(s.programs, s.id, s.data, port, settings)
			cmd.Stdout, cmd.Stderr = output, output
			return process.Serve(ctx, cmd, syscall.SIGINT, s.ping) // SIGINT: do not wait for clients
		},
		Problem: problem,
	})
	if err != nil {
		return nil, fmt.Errorf("start PostgreSQL: %w", err)
	}
	return &s, nil
}

// URL returns the address of one of the server's databases, for the superuser.
func (s *Server) URL(database string) string { return s.as(user, database) }

func (s *Server) as(user, database string) string {
	address := url.URL{
		Scheme: "postgres", User: url.User(user), Host: "127.0.0.1:" + strconv.Itoa(s.Port),
		Path: database, RawQuery: "sslmode=disable",
	}
	return address.String()
}

// Maintenance returns the address of the database that is used to create others.
func (s *Server) Maintenance() string { return s.URL("postgres") }

// PID returns the id of the postmaster, the parent of the processes that serve
// connections.
func (s *Server) PID() (int, error) { return postmaster(s.data) }

// Kill crashes the server. It is restarted and recovers.
func (s *Server) Kill() { s.service.Kill() }

// Close stops the server and waits until it has ended.
func (s *Server) Close() { s.service.Close() }

func (s *Server) ping(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, s.Maintenance())
	if err != nil {
		return err
	}
	return conn.Close(ctx)
}

// serve returns the command of a server that trades durability on power loss for speed.
// Commits still survive the death of the server process: that needs no fsync, and
// synchronous_commit stays on. The flush settings keep DROP DATABASE from waiting for the
// disk. A migration turns jit
// off, which the copies of a database in tests don't inherit.
func serve(programs Programs, id identity, data string, port int, settings []string) *exec.Cmd {
	args := []string{"-D", data, "-p", strconv.Itoa(port)}
	for _, setting := range append([]string{
		"listen_addresses=127.0.0.1", "unix_socket_directories=", // socket paths have a length limit
		"fsync=off", "full_page_writes=off",
		"checkpoint_flush_after=0", "bgwriter_flush_after=0",
		"wal_level=minimal", "max_wal_senders=0",
		"max_connections=200", "timezone=UTC", "log_min_messages=fatal", "jit=off",
	}, settings...) {
		args = append(args, "-c", setting)
	}
	return id.command(filepath.Join(programs.Bin, "postgres"), args...)
}
