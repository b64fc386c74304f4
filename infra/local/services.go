package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"social.example/infra/local/checkout"
	"social.example/infra/local/console"
	"social.example/infra/local/pooler"
	"social.example/infra/local/postgres"
	"social.example/infra/local/redis"
)

// bench holds the services that a command of exec runs beside. close removes its
// folders.
type bench struct {
	checkout checkout.Checkout
	folder   string
	data     string // PostgreSQL's data; in memory if there is room
	console  *console.Console
	env      []string
	closers  []func()
}

// newBench makes the folders of a bench, named after this process, and removes the
// folders of processes that no longer exist.
func newBench(c checkout.Checkout) (*bench, error) {
	b := &bench{checkout: c, console: console.New(os.Stderr)}
	var err error
	if b.folder, err = b.makeFolder(c.Path("test-")); err != nil {
		return nil, err
	}
	b.data = b.folder
	if in := memoryFolder(); in != "" {
		host, _ := os.Hostname() // containers may share /dev/shm, but not process ids
		if b.data, err = b.makeFolder(filepath.Join(in, "social-"+host+"-test-")); err != nil {
			b.close()
			return nil, err
		}
	}
	return b, nil
}

// makeFolder makes the folder named prefix followed by our process id.
func (b *bench) makeFolder(prefix string) (string, error) {
	old, err := filepath.Glob(prefix + "*")
	if err != nil {
		return "", fmt.Errorf("look for left-over test data: %w", err)
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
	b.closers = append(b.closers, func() { _ = os.RemoveAll(folder) })
	return folder, nil
}

func (b *bench) start(ctx context.Context, o execOptions) error {
	database := os.Getenv("TEST_DATABASE_URL")
	if database == "" {
		started, err := b.startPostgres(ctx, postgres.Choice(o.postgres))
		if err != nil {
			return err
		}
		database = started
		b.env = append(b.env, "TEST_DATABASE_URL="+database)
	}
	if o.redis == "server" {
		server, err := redis.StartServer(ctx, b.problem("redis"))
		if err != nil {
			return err
		}
		b.closers = append(b.closers, server.Close)
		b.env = append(b.env, "TEST_REDIS_URL="+server.URL)
	}
	if o.pooler {
		return b.startPooler(ctx, database)
	}
	return nil
}

func (b *bench) startPostgres(ctx context.Context, choice postgres.Choice) (string, error) {
	speaker := b.console.Speaker("postgres")
	programs, err := postgres.Find(ctx, choice, b.checkout.Local, speaker.Printf)
	if err != nil {
		return "", err
	}
	server, err := postgres.Start(ctx, programs, b.data, speaker, b.problem("postgres"))
	if err != nil {
		return "", err
	}
	b.closers = append(b.closers, server.Close)
	return server.Maintenance(), nil
}

func (b *bench) startPooler(ctx context.Context, database string) error {
	address, err := url.Parse(database)
	if err != nil {
		return fmt.Errorf("read TEST_DATABASE_URL: %w", err)
	}
	address.User = url.UserPassword("functions", "functions") // testdb creates this user
	p, err := pooler.Start(ctx, address, b.folder, b.console.Speaker("pooler"), b.problem("pooler"))
	if err != nil {
		return err
	}
	b.closers = append(b.closers, p.Close)
	b.env = append(b.env, "TEST_POOLER_URL="+p.URL)
	return nil
}

func (b *bench) problem(part string) func(error) {
	speaker := b.console.Speaker(part)
	return func(err error) { speaker.Printf("%v", err) }
}

// close stops everything in reverse order of its start.
func (b *bench) close() {
	for _, f := range slices.Backward(b.closers) {
		f()
	}
}
