// Command torture runs the stress and security tests and prints a table of
// figures: what was tried, how often, and how often it failed. Each figure comes
// from a test, which tries more here than in other runs. The command fails if a
// figure is missing, if too little was tried, or if anything failed.
//
//	torture                  run the tests of all figures at full size
//	torture -only=Race       run only the tests with this in their name
//	torture -size=short      run all tests in their short form, as continuous
//	                         integration does
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
)

func main() {
	only := flag.String("only", "", "only the figures whose test's name contains this")
	size := flag.String("size", "full", "full, or short for what continuous integration tries")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *only, *size); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, only, size string) error {
	if size != "full" && size != "short" {
		return fmt.Errorf("there is no size %s: take full or short", size)
	}
	short := size == "short"
	wanted := choose(only, short)
	if len(wanted) == 0 {
		return fmt.Errorf("no test of a figure is called %s", only)
	}
	found, failures := measure(ctx, wanted, size)
	rows := compare(wanted, found, short)
	fmt.Println(table(rows, describeMachine(ctx), short))
	for _, r := range rows {
		if r.wrong != "" {
			failures = append(failures, fmt.Errorf("%s: %s", r.Name, r.wrong))
		}
	}
	return errors.Join(failures...)
}
