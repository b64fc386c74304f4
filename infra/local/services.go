package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"social.example/infra/local/checkout"
	"social.example/infra/local/console"
	"social.example/infra/local/pooler"
	"social.example/infra/local/postgres"
	"social.example/infra/local/process"
	"social.example/infra/local/redis"
)

// services are the servers that run while a command of exec does. Close stops them and
// removes their folders.
type services struct {
	checkout checkout.Checkout
	folder   string
	data     string // PostgreSQL's data; in memory if there is room
	console  *console.Console
	env      []string
	process.Closers
}

// newServices makes their folders, named after this process, and removes the
// folders of processes that no longer exist.
func newServices(c checkout.Checkout) (*services, error) {
	s := &services{checkout: c, console: console.New(os.Stderr)}
	var err error
	if s.folder, err = s.makeFolder(c.Path("test-")); err != nil {
		return nil, err
	}
	s.data = s.folder
	if in := memoryFolder(); in != "" {
		host, _ := os.Hostname() // containers may share /dev/shm, but not process ids
		if s.data, err = s.makeFolder(filepath.Join(in, "social-"+host+"-test-")); err != nil {
			s.Close()
			return nil, err
		}
	}
	return s, nil
}

// makeFolder makes the folder named prefix followed by our process id.
func (s *services) makeFolder(prefix string) (string, error) {
	old, err := filepath.Glob(prefix + "*")
	if err != nil {
		return "", fmt.Errorf("look for leftover test data: %w", err)
	}
	for _, folder := range old {
		pid, err := strconv.Atoi(strings.TrimPrefix(folder, prefix))
		if err == nil && syscall.Kill(pid, 0) == syscall.ESRCH {
			_ = os.RemoveAll(folder) // a leftover folder does no harm
		}
	}
	folder := prefix + strconv.Itoa(os.Getpid())
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return "", fmt.Errorf("make a folder for test data: %w", err)
	}
	s.OnClose(func() { _ = os.RemoveAll(folder) })
	return folder, nil
}

func (s *services) start(ctx context.Context, o execOptions) error {
	database := os.Getenv("TEST_DATABASE_URL")
	if database == "" {
		started, err := s.startPostgres(ctx, postgres.Choice(o.postgres))
		if err != nil {
			return err
		}
		database = started
		s.env = append(s.env, "TEST_DATABASE_URL="+database)
	}
	if o.redis == "server" {
		server, err := redis.StartServer(ctx, s.console.Speaker("redis").Problem)
		if err != nil {
			return err
		}
		s.OnClose(server.Close)
		s.env = append(s.env, "TEST_REDIS_URL="+server.URL)
	}
	if o.pooler {
		return s.startPooler(ctx, database)
	}
	return nil
}

func (s *services) startPostgres(ctx context.Context, choice postgres.Choice) (string, error) {
	speaker := s.console.Speaker("postgres")
	programs, err := postgres.Find(ctx, choice, s.checkout.Local, speaker.Printf)
	if err != nil {
		return "", err
	}
	server, err := postgres.Start(ctx, programs, s.data, speaker, speaker.Problem)
	if err != nil {
		return "", err
	}
	s.OnClose(server.Close)
	return server.Maintenance(), nil
}

func (s *services) startPooler(ctx context.Context, database string) error {
	address, err := url.Parse(database)
	if err != nil {
		return fmt.Errorf("read TEST_DATABASE_URL: %w", err)
	}
	address.User = url.UserPassword("functions", "functions") // testdb creates this user
	speaker := s.console.Speaker("pooler")
	p, err := pooler.Start(ctx, address, s.folder, speaker, speaker.Problem)
	if err != nil {
		return err
	}
	s.OnClose(p.Close)
	s.env = append(s.env, "TEST_POOLER_URL="+p.URL)
	return nil
}
