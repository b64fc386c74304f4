package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync"

	"social.example/infra/local/checkout"
	"social.example/infra/local/console"
	"social.example/infra/local/function"
	"social.example/infra/local/process"
	"social.example/infra/local/source"
	"social.example/infra/local/web"
)

// up runs the whole system until ctx ends.
func up(ctx context.Context, c checkout.Checkout) (err error) {
	lock, err := c.Lock()
	if err != nil {
		return fmt.Errorf("start the system: %w", err)
	}
	defer func() { err = errors.Join(err, lock.Release()) }()

	if err := c.Unpublish(); err != nil { // a killed instance may have left its addresses
		return err
	}
	defer func() { err = errors.Join(err, c.Unpublish()) }()
	s := newSystem(c)
	defer s.Close()
	if err := s.start(ctx); err != nil {
		if ctx.Err() != nil {
			return nil // stopped before it was up
		}
		return err
	}
	if err := c.Publish(s.addresses); err != nil {
		return err
	}
	if err := s.summarize(); err != nil {
		return err
	}
	var app sync.WaitGroup
	app.Go(func() { s.runWeb(ctx) })
	s.watch(ctx)
	s.console.Print("stopping\n")
	app.Wait()
	return nil
}

// system is the running system.
type system struct {
	checkout  checkout.Checkout
	console   *console.Console
	settings  variables
	addresses checkout.Addresses
	functions map[string]*function.Function
	watcher   *source.Watcher
	web       *web.App // nil: no web app

	mu sync.Mutex
	process.Closers
}

func newSystem(c checkout.Checkout) *system {
	return &system{
		checkout:  c,
		console:   console.New(os.Stdout),
		settings:  variables{},
		addresses: checkout.Addresses{PID: os.Getpid()},
		functions: map[string]*function.Function{},
	}
}

// set sets the local value of a setting.
func (s *system) set(name, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings[name] = value
}
