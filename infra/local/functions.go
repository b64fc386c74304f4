package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"social.example/infra"
	"social.example/infra/local/function"
	"social.example/infra/local/source"
)

// builds is the number of concurrent builds: each build already uses several
// processors.
const builds = 2

// buildFunctions builds all functions and starts to watch their sources. The first
// is built alone, because concurrent builds would each compile the shared packages.
func (s *system) buildFunctions(ctx context.Context) error {
	if err := os.MkdirAll(s.checkout.Path("bin"), 0o755); err != nil {
		return fmt.Errorf("make the folder for programs: %w", err)
	}
	var sources []string
	for _, f := range infra.Functions {
		sources = append(sources, function.Source(f.Name))
	}
	watcher, err := source.Module{Root: s.checkout.Root}.Watcher(ctx, sources...)
	if err != nil {
		return err
	}
	s.watcher = watcher
	if err := s.build(ctx, infra.Functions[0].Name); err != nil {
		return err
	}
	together, inTime := errgroup.WithContext(ctx)
	together.SetLimit(builds)
	for _, f := range infra.Functions[1:] {
		together.Go(func() error { return s.build(inTime, f.Name) })
	}
	return together.Wait()
}

func (s *system) build(ctx context.Context, name string) error {
	return function.Build(ctx, s.checkout.Root, s.program(name), name)
}

func (s *system) program(name string) string { return s.checkout.Path("bin", name) }

// startFunctions starts all functions and returns when all are listening.
func (s *system) startFunctions(ctx context.Context) error {
	s.OnClose(s.closeFunctions)
	var together errgroup.Group
	for _, registered := range infra.Functions {
		name := registered.Name
		output := s.console.Speaker(name)
		together.Go(func() error {
			problem := func(err error) { output.Printf("%v", err) }
			f, err := function.Start(ctx, name, s.program(name), s.settings.environment(registered), output, problem)
			if err != nil {
				return err
			}
			s.mu.Lock()
			defer s.mu.Unlock()
			s.functions[name] = f
			return nil
		})
	}
	return together.Wait()
}

func (s *system) closeFunctions() {
	var closing sync.WaitGroup
	for _, f := range s.functions {
		closing.Go(f.Close)
	}
	closing.Wait()
}

// address returns a function that returns the address of the named function.
func (s *system) address(name string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		s.mu.Lock()
		f, ok := s.functions[name]
		s.mu.Unlock()
		if !ok {
			return "", fmt.Errorf("there is no function %s", name)
		}
		return f.Address(ctx)
	}
}

// watch rebuilds and restarts the functions whose source changes, until ctx ends.
func (s *system) watch(ctx context.Context) {
	problem := s.console.Speaker("source").Problem
	s.watcher.Run(ctx, 300*time.Millisecond, func(sources []string) {
		var together errgroup.Group
		together.SetLimit(builds)
		for _, f := range infra.Functions {
			if slices.Contains(sources, function.Source(f.Name)) {
				together.Go(func() error {
					s.reload(ctx, f.Name)
					return nil
				})
			}
		}
		_ = together.Wait() // reload prints its errors
	}, problem)
}

// reload rebuilds and restarts a function. The old process keeps running if the new
// one cannot be built or does not start.
func (s *system) reload(ctx context.Context, name string) {
	speaker := s.console.Speaker(name)
	err := s.build(ctx, name)
	if err == nil {
		err = s.functions[name].Restart()
	}
	if err == nil {
		speaker.Printf("runs the changed source")
	} else if ctx.Err() == nil {
		speaker.Printf("%v", err)
	}
}
