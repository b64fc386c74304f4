package main

import (
	"context"
	"fmt"
	"time"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
	"social.example/infra/bench/versus"
)

// turns is how often each server runs a scenario: ours, theirs, ours, theirs.
// All turns of a server together are as long as one measurement.
const turns = 4

// comparison is the result of one scenario with one number of clients, at both servers.
type comparison struct {
	ours, theirs cell
	ratios       []float64 // of the throughputs, of each turn
}

// other returns the server of the recipe that the options name, or nil.
func (o options) other(set *dataset.Set) (*versus.Server, error) {
	if o.versus == nil {
		return nil, nil
	}
	server, err := versus.New(*o.versus, set, scenario.Names(set.Size))
	if err != nil {
		return nil, fmt.Errorf("-versus: %w", err)
	}
	return server, nil
}

// compareAll measures what the recipe has, at both servers.
func (b *bench) compareAll(ctx context.Context) error {
	for _, s := range b.world.All() {
		if !b.theirs.Compares(s.Name) || !b.wants(s.Name) {
			continue
		}
		if s.Prepare != nil {
			if err := s.Prepare(ctx); err != nil {
				return fmt.Errorf("%s: %w", s.Name, err)
			}
		}
		for _, clients := range b.clients {
			d, err := b.compare(ctx, s, clients)
			if err != nil {
				return fmt.Errorf("%s: %w", s.Name, err)
			}
			b.comparisons = append(b.comparisons, d)
			b.sayCell(d.ours)
			b.sayCell(d.theirs)
		}
	}
	return nil
}

// compare measures a scenario at both servers in turn, so that a disturbance of the
// machine affects both.
func (b *bench) compare(ctx context.Context, s scenario.Scenario, clients int) (comparison, error) {
	plan := b.plan(s.Baseline, clients)
	plan.WarmUp /= turns
	plan.Window /= turns
	var d comparison
	var ours, theirs []cell
	for range turns {
		if ctx.Err() != nil {
			return d, ctx.Err()
		}
		if err := b.theirs.Prepare(ctx); err != nil {
			return d, err
		}
		o := b.measureOurs(ctx, s, plan)
		t, _ := timed(ctx, plan, b.theirSpending, func(ctx context.Context, c *load.Client) error {
			return b.theirs.Ask(ctx, s.Name, c)
		})
		ours, theirs = append(ours, o), append(theirs, t)
		if o.PerSecond > 0 && t.PerSecond > 0 {
			d.ratios = append(d.ratios, o.PerSecond/t.PerSecond)
		}
	}
	d.ours, d.theirs = joined(s.Name, ours), joined(s.Name+", "+b.theirs.Name, theirs)
	return d, nil
}

// theirSpending is the processor time of all processes that the recipe names.
func (b *bench) theirSpending() spending { return spending{functions: b.theirs.Spent()} }

// joined returns the turns of a server as one cell.
func joined(name string, all []cell) cell {
	c := cell{name: name}
	var runs []load.Result
	for _, turn := range all {
		runs = append(runs, turn.Result)
		c.functionCPU += turn.functionCPU * time.Duration(turn.Within)
		c.databaseCPU += turn.databaseCPU * time.Duration(turn.Within)
	}
	c.Result = load.Join(runs)
	c.functionCPU /= time.Duration(max(c.Within, 1))
	c.databaseCPU /= time.Duration(max(c.Within, 1))
	return c
}
