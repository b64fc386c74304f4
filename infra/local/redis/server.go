package redis

import (
	"context"
	"fmt"
	"net"
	"os/exec"
	"strconv"
	"syscall"

	"github.com/redis/go-redis/v9"

	"social.example/infra/local/process"
)

// databases gives each test of a run its own database.
const databases = 4096

// StartServer starts a redis-server without persistence. The error is
// exec.ErrNotFound if there is none on PATH.
func StartServer(ctx context.Context, problem func(error)) (*Server, error) {
	program, err := exec.LookPath("redis-server")
	if err != nil {
		return nil, fmt.Errorf("no redis-server on PATH (Debian: apt install redis-server): %w", err)
	}
	port, err := process.FreePort()
	if err != nil {
		return nil, err
	}
	address := net.JoinHostPort("127.0.0.1", strconv.Itoa(port))
	service, err := process.Keep(ctx, process.Spec{
		Start: func(ctx context.Context) (*process.Process, error) {
			return process.Serve(ctx, command(program, port), syscall.SIGTERM, ping(address))
		},
		Problem: problem,
	})
	if err != nil {
		return nil, fmt.Errorf("start redis-server: %w", err)
	}
	return &Server{URL: "redis://" + address, Kind: program, close: service.Close}, nil
}

func command(program string, port int) *exec.Cmd {
	cmd := exec.Command(program,
		"--bind", "127.0.0.1", "--port", strconv.Itoa(port),
		"--databases", strconv.Itoa(databases),
		"--save", "", "--appendonly", "no",
		"--loglevel", "warning")
	cmd.Dir = "/"
	return cmd
}

func ping(address string) func(context.Context) error {
	return func(ctx context.Context) error {
		client := redis.NewClient(&redis.Options{Addr: address, MaxRetries: -1})
		defer client.Close()
		return client.Ping(ctx).Err()
	}
}
