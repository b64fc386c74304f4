// Command local runs the whole system on one machine: each function as its own
// process, behind an edge, with a database, a cache, a message broker and an inbox.
//
//	local                   start the system, until Ctrl-C
//	local down              stop a system that is still running
//	local exec -- command   run a command with a throw-away database
//
// It runs on Linux and macOS. On Linux no process that it started outlives it, even
// if it is killed.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"social.example/infra/local/checkout"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	watchGoRun(stop)
	err := run(ctx, os.Args[1:])
	if command, ok := errors.AsType[*commandError](err); ok {
		os.Exit(command.code) // the command has printed its error
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	c, err := checkout.Find()
	if err != nil {
		return err
	}
	switch {
	case len(args) == 0:
		return up(ctx, c)
	case args[0] == "down" && len(args) == 1:
		return down(ctx, c)
	case args[0] == "exec":
		return execute(ctx, c, args[1:])
	default:
		return errors.New("usage: local [down | exec [-redis=mini|server] [-pooler] [-postgres=npm|system] -- command …]")
	}
}
