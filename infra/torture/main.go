// Command torture tries what a strict reviewer tries, and prints what failed as
// a table of figures. Each is found by a test, which tries more here than in
// other runs. It fails if a figure is missing, if less was tried than is wanted,
// or if anything failed.
//
//	torture                  run the tests of all figures at full size
//	torture -only=Race       run those whose name contains this
//	torture -from=FILE       only print the figures that a run of all tests with
//	                         TEST_FIGURES=FILE has found
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"social.example/shared/figure"
)

func main() {
	only := flag.String("only", "", "only the figures whose test's name contains this")
	from := flag.String("from", "", "a file of figures that were found in short")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *only, *from); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, only, from string) (err error) {
	short := from != ""
	wanted := choose(only, short)
	if len(wanted) == 0 {
		return fmt.Errorf("no test of a figure is called %s", only)
	}
	var found []figure.Figure
	var failures []error
	if short {
		found, err = read(from)
	} else {
		found, failures = measure(ctx, wanted)
	}
	if err != nil {
		return err
	}
	rows := compare(wanted, found, short)
	fmt.Println(table(rows, describeMachine(ctx), short))
	for _, r := range rows {
		if r.wrong != "" {
			failures = append(failures, fmt.Errorf("%s: %s", r.Name, r.wrong))
		}
	}
	return errors.Join(failures...)
}
