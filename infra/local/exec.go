package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"

	"social.example/infra/local/checkout"
	"social.example/infra/local/process"
)

// execOptions are the options of exec.
type execOptions struct {
	redis    string
	pooler   bool
	postgres string
	command  []string
}

func parseExec(args []string) (execOptions, error) {
	var o execOptions
	flags := flag.NewFlagSet("exec", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the returned error has the message, too
	flags.StringVar(&o.redis, "redis", "mini", "mini: a miniredis for each test; server: a redis-server")
	flags.BoolVar(&o.pooler, "pooler", false, "also start a PgBouncer")
	flags.StringVar(&o.postgres, "postgres", "", "system or npm: where PostgreSQL must come from")
	if err := flags.Parse(args); err != nil {
		return o, fmt.Errorf("exec: %w", err)
	}
	if o.command = flags.Args(); len(o.command) == 0 {
		return o, errors.New("exec: which command?")
	}
	if o.redis != "mini" && o.redis != "server" {
		return o, fmt.Errorf("exec: there is no -redis=%s: take mini or server", o.redis)
	}
	return o, nil
}

// execute runs a command with a throw-away database, and with these variables in its
// environment:
//
//	TEST_DATABASE_URL  the maintenance database, as superuser
//	TEST_REDIS_URL     with -redis=server: a Redis with many databases
//	TEST_POOLER_URL    with -pooler: the database through a transaction pooler
//
// A TEST_DATABASE_URL that is already set is used as it is.
func execute(ctx context.Context, c checkout.Checkout, args []string) error {
	o, err := parseExec(args)
	if err != nil {
		return err
	}
	services, err := newServices(c)
	if err != nil {
		return err
	}
	defer services.Close()
	if err := services.start(ctx, o); err != nil {
		return err
	}
	cmd := exec.Command(o.command[0], o.command[1:]...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Env = append(os.Environ(), services.env...)
	p, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		return err
	}
	select {
	case <-p.Done():
	case <-ctx.Done():
		p.Stop()
	}
	if exit, ok := errors.AsType[*exec.ExitError](p.Err()); ok {
		return &commandError{max(exit.ExitCode(), 1)} // -1 if a signal killed it
	}
	return p.Err()
}

// commandError reports that the command failed, and its exit code.
type commandError struct{ code int }

func (e *commandError) Error() string { return fmt.Sprintf("the command ends with code %d", e.code) }
