// Command smoke tests a deployed API from outside: the release is deployed,
// healthy, and reachable on the same path that clients use.
//
//	go run ./infra/gcp/smoke [-release name] [-wait time] https://api.example.com
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"time"
)

func main() {
	release := flag.String("release", "", "the version that must be there")
	wait := flag.Duration("wait", 20*time.Minute, "how long to try; a new certificate takes a while")
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	ctx, cancel := context.WithTimeout(context.Background(), *wait)
	defer cancel()
	if err := try(ctx, 5*time.Second, probes(flag.Arg(0), *release)); err != nil {
		fmt.Fprintln(os.Stderr, "the API does not answer as it should:", err)
		os.Exit(1)
	}
	fmt.Println(flag.Arg(0), "answers as it should")
}

// try repeats the probes until all of them pass in one round. When ctx ends, it
// returns the last error.
func try(ctx context.Context, pause time.Duration, all []probe) error {
	for {
		err := once(ctx, all)
		if err == nil {
			return nil
		}
		fmt.Println("not yet:", err)
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return err
		}
	}
}

func once(ctx context.Context, all []probe) error {
	for _, p := range all {
		if err := p.check(ctx); err != nil {
			return fmt.Errorf("GET %s: %w", p.address, err)
		}
	}
	return nil
}
