package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"time"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/scenario"
	"social.example/infra/bench/versus"
	"social.example/infra/local/checkout"
	"social.example/infra/local/postgres"
)

// measure starts everything, measures what the options select and prints the
// report. The data is kept in the checkout's local folder. It returns an error if a
// response was wrong.
func measure(ctx context.Context, c checkout.Checkout, programs postgres.Programs, o options, out io.Writer) error {
	lock, err := c.Lock()
	if err != nil {
		return err
	}
	defer func() { _ = lock.Release() }() // the lock also ends with the process
	say := sayer()
	say("making the data set %s", o.size.Name)
	set := dataset.New(o.size)
	theirs, err := o.other(set)
	if err != nil {
		return err
	}
	s, err := startSystem(ctx, c, programs, o, set, say)
	if err != nil {
		return err
	}
	defer s.Close()
	b := &bench{options: o, system: s, world: scenario.New(set, s.tokens, s.base), theirs: theirs, say: say}
	b.world.DatabaseURL = s.database.url
	stopped := b.run(ctx)
	if _, err := io.WriteString(out, b.report()); err != nil { // also after an interrupted run
		return err
	}
	say("tidying up")
	return errors.Join(stopped, b.failure(), set.Tidy(context.WithoutCancel(ctx), s.database.url))
}

// bench is one run.
type bench struct {
	options
	system *system
	world  *scenario.World
	theirs *versus.Server // nil: ours are measured alone
	say    func(string, ...any)

	cells        []cell
	interference []cell // profile requests, alone and during sign-ins
	starts       []start
	streams      streams
	comparisons  []comparison

	others, machine time.Duration // processor time while scenarios were measured: used by other programs, and available
}

// wants reports whether the options select that name.
func (o options) wants(name string) bool { return o.only.MatchString(name) }

func (b *bench) run(ctx context.Context) error {
	steps := []func(context.Context) error{
		b.measureStarts, b.measureBaselines, b.measureReading, b.measureInterference, b.measureParts, b.measureWriting, b.measureStreams,
	}
	if b.theirs != nil {
		steps = []func(context.Context) error{b.compareAll}
	}
	for _, step := range steps {
		if err := step(ctx); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}

// failure returns the first failure of the run, or nil.
func (b *bench) failure() error {
	all := slices.Concat(b.cells, b.interference)
	for _, d := range b.comparisons {
		all = append(all, d.ours, d.theirs)
	}
	for _, c := range all {
		if c.Failure != nil {
			return fmt.Errorf("%s, %d clients: %w", c.name, c.Clients, c.Failure)
		}
	}
	if b.streams.Failure != nil {
		return fmt.Errorf("streams: %w", b.streams.Failure)
	}
	return nil
}
