package main

import (
	"context"
	"fmt"
	"io"
	"os"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/scenario"
	"social.example/infra/local/checkout"
)

// measure starts everything, measures what the options name, and prints it.
func measure(ctx context.Context, o options, out io.Writer) (err error) {
	c, err := folder()
	if err != nil {
		return err
	}
	lock, err := c.Lock()
	if err != nil {
		return err
	}
	defer lock.Release()
	say := sayer()
	say("making the data set %s", o.size.Name)
	set := dataset.New(o.size)
	s, err := newSystem(ctx, c, set, say)
	if err != nil {
		return err
	}
	defer s.close()
	for _, name := range append([]string{"floor"}, names...) {
		if err := s.start(ctx, name); err != nil {
			return err
		}
	}
	if err := set.Tidy(ctx, s.database.url); err != nil { // what a run that was killed has left
		return err
	}
	b := &bench{options: o, system: s, world: scenario.New(set, s.tokens, s.base), say: say}
	if err := b.run(ctx); err != nil {
		return err
	}
	say("tidying up")
	if err := set.Tidy(ctx, s.database.url); err != nil {
		return err
	}
	_, err = io.WriteString(out, b.report())
	return err
}

// folder returns the checkout, with a folder of our own in its .local.
func folder() (checkout.Checkout, error) {
	c, err := checkout.Find()
	if err != nil {
		return c, err
	}
	c.Local = c.Path("bench")
	if err := os.MkdirAll(c.Local, 0o755); err != nil {
		return c, fmt.Errorf("make the folder for the bench: %w", err)
	}
	return c, nil
}

// bench is one run.
type bench struct {
	options
	system *system
	world  *scenario.World
	say    func(string, ...any)

	cells     []cell
	intrusion []cell // a profile, alone and beside sign-ins
	starts    []start
}

// wants tells whether the options name this.
func (o options) wants(name string) bool { return o.only.MatchString(name) }

func (b *bench) run(ctx context.Context) error {
	for _, step := range []func(context.Context) error{
		b.measureStarts, b.measureFloors, b.measureReading, b.measureIntrusion, b.measureWriting,
	} {
		if err := step(ctx); err != nil {
			return err
		}
		if ctx.Err() != nil {
			return ctx.Err()
		}
	}
	return nil
}
