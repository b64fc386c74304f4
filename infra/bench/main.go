// Command bench measures the functions. It makes a data set, starts the system on
// this machine as it is deployed, sends the requests of clients, checks the
// responses, and prints one table.
//
//	bench -size S                 the whole table, in a few minutes
//	bench -size L -only feed      only names that contain "feed"
//	bench -versus FILE            against another server, as the file says
//	bench serve -size S           run as that other server, until Ctrl-C
//	bench load -size L -database  load a data set into a database of your own
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"time"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/versus"
	"social.example/infra/local/checkout"
	"social.example/infra/local/postgres"
)

// options select what is measured.
type options struct {
	size     dataset.Size
	only     *regexp.Regexp
	clients  []int
	warmUp   time.Duration
	window   time.Duration
	starts   int      // of each function, to measure its start time
	requests int      // to each function before its memory is measured
	flags    []string // compiler flags
	versus   *versus.Recipe

	instances    int   // processes of each function
	databaseCPUs []int // processors that PostgreSQL may use; none: all
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	if err := run(ctx, os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string) error {
	if len(args) > 0 && args[0] == "load" {
		return loadInto(ctx, args[1:])
	}
	serving := len(args) > 0 && args[0] == "serve"
	if serving {
		args = args[1:]
	}
	o, err := parse(args)
	if err != nil {
		return err
	}
	c, err := checkout.Find()
	if err != nil {
		return err
	}
	programs, err := postgres.Find(ctx, postgres.Any, c.Local, sayer())
	if err != nil {
		return err
	}
	do, folder := measure, "bench"
	if serving {
		do, folder = serve, "bench-serve" // so both can run in one checkout
	}
	c.Local = c.Path(folder)
	if err := os.MkdirAll(c.Local, 0o755); err != nil {
		return fmt.Errorf("make the folder for the bench: %w", err)
	}
	return do(ctx, c, programs, o, os.Stdout)
}

func parse(args []string) (options, error) {
	o := options{flags: []string{"-trimpath", "-ldflags=-s -w"}} // as the functions are packaged
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	size := flags.String("size", "S", "tiny, S or L")
	only := flags.String("only", "", "a regular expression: measure only the names that match")
	clients := flags.String("clients", "1,16,64", "how many clients send requests at once")
	flags.DurationVar(&o.warmUp, "warmup", 500*time.Millisecond, "how long each measurement warms up")
	flags.DurationVar(&o.window, "window", 2*time.Second, "how long each measurement lasts")
	flags.IntVar(&o.starts, "starts", 20, "how often each function is started")
	other := flags.String("versus", "", "a JSON file that describes another server, to measure it in turn")
	flags.IntVar(&o.instances, "instances", 1, "how many processes each function has; requests go to them in turn")
	processors := flags.String("database-cpus", "", "the processors that PostgreSQL may use, like 0 or 0,1 (Linux only)")
	flags.IntVar(&o.requests, "requests", 1000, "how many requests each function answers before its memory counts")
	err := flags.Parse(args)
	if err != nil {
		return o, err
	}
	if o.size, err = dataset.ParseSize(*size); err != nil {
		return o, err
	}
	if *other != "" {
		recipe, err := versus.Read(*other)
		if err != nil {
			return o, fmt.Errorf("-versus: %w", err)
		}
		o.versus = &recipe
	}
	if o.only, err = regexp.Compile(*only); err != nil {
		return o, fmt.Errorf("-only: %w", err)
	}
	if o.clients, err = numbers(*clients, 1); err != nil {
		return o, fmt.Errorf("-clients: %w", err)
	}
	if o.instances < 1 {
		return o, fmt.Errorf("-instances=%d: take 1 or more", o.instances)
	}
	if *processors == "" {
		return o, nil
	}
	if o.databaseCPUs, err = numbers(*processors, 0); err != nil {
		return o, fmt.Errorf("-database-cpus: %w", err)
	}
	if runtime.GOOS != "linux" {
		return o, errors.New("-database-cpus: only Linux binds another process to processors")
	}
	return o, nil
}

// numbers parses a list of numbers, none below lowest.
func numbers(text string, lowest int) ([]int, error) {
	var list []int
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(part)
		if err != nil || n < lowest {
			return nil, fmt.Errorf("%q is not a list of numbers from %d on, like 1,16", text, lowest)
		}
		list = append(list, n)
	}
	return list, nil
}

// loadInto loads a data set into an empty database.
func loadInto(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	name := flags.String("size", "S", "tiny, S or L")
	database := flags.String("database", "", "the address of an empty database, as its superuser")
	if err := flags.Parse(args); err != nil {
		return err
	}
	size, err := dataset.ParseSize(*name)
	if err != nil {
		return err
	}
	return dataset.New(size).Load(ctx, *database, sayer())
}

// sayer returns a function that logs progress to standard error, with the elapsed
// seconds.
func sayer() func(format string, args ...any) {
	began := time.Now()
	return func(format string, args ...any) {
		fmt.Fprintf(os.Stderr, "%5.0f s  %s\n", time.Since(began).Seconds(), fmt.Sprintf(format, args...))
	}
}
