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

// bench is what a command of exec runs beside. Its folder goes when it closes.
type bench struct {
	checkout checkout.Checkout
	folder   string
	console  *console.Console
	env      []string
	closers  []func()
}

// newBench makes a folder for a bench, named after this process, and removes
// those whose process was killed.
func newBench(c checkout.Checkout) (*bench, error) {
	old, err := filepath.Glob(c.Path("test-*"))
	if err != nil {
		return nil, fmt.Errorf("look for left-over test data: %w", err)
	}
	for _, folder := range old {
		pid, err := strconv.Atoi(strings.TrimPrefix(filepath.Base(folder), "test-"))
		if err == nil && syscall.Kill(pid, 0) == syscall.ESRCH {
			_ = os.RemoveAll(folder) // it is in nobody's way
		}
	}
	b := &bench{checkout: c, folder: c.Path("test-" + strconv.Itoa(os.Getpid())), console: console.New(os.Stderr)}
	if err := os.MkdirAll(b.folder, 0o755); err != nil {
		return nil, fmt.Errorf("make a folder for test data: %w", err)
	}
	b.closers = append(b.closers, func() { _ = os.RemoveAll(b.folder) })
	return b, nil
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
	server, err := postgres.Start(ctx, programs, b.folder, speaker, b.problem("postgres"))
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

// close ends what was started, the last first.
func (b *bench) close() {
	for _, f := range slices.Backward(b.closers) {
		f()
	}
}
