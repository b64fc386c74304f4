package main

import (
	"context"
	"runtime"
	"time"

	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
)

// cell is the result of one scenario with one number of clients.
type cell struct {
	name        string
	baseline    scenario.Baseline
	functionCPU time.Duration // per request
	databaseCPU time.Duration
	load.Result
}

// measureOne measures one scenario.
func (b *bench) measureOne(ctx context.Context, s scenario.Scenario, clients int) cell {
	c := b.measureOurs(ctx, s, b.plan(s.Baseline, clients))
	b.sayCell(c)
	return c
}

// measureOurs measures a scenario at our functions.
func (b *bench) measureOurs(ctx context.Context, s scenario.Scenario, plan load.Plan) cell {
	c := b.measureAsk(ctx, s.Name, plan, func(ctx context.Context, c *load.Client) error { return b.world.Ask(ctx, s, c) })
	c.baseline = s.Baseline
	return c
}

// measureAsk measures the requests of ask to our functions or their database, and the
// processor time that other programs use during them.
func (b *bench) measureAsk(ctx context.Context, name string, plan load.Plan, ask func(context.Context, *load.Client) error) cell {
	c, used := timed(ctx, plan, b.system.spent, ask)
	c.name = name
	b.others += max(0, used.others)
	b.machine += plan.Window * time.Duration(runtime.NumCPU())
	return c
}

// timed measures the requests of ask, and the processor time that they take.
func timed(
	ctx context.Context, plan load.Plan, spent func() spending, ask func(context.Context, *load.Client) error,
) (c cell, used spending) {
	var begun, ended spending
	plan.Begin = func() { begun = spent() }
	plan.End = func() { ended = spent() }
	c.Result = load.Run(ctx, plan, ask)
	used = ended.minus(begun)
	if n := time.Duration(c.Within); n > 0 {
		c.functionCPU, c.databaseCPU = used.functions/n, used.database/n
	}
	return c, used
}

// plan makes the warm-up and the window three times as long for bcrypt, because
// each request takes a processor for 50 ms.
func (b *bench) plan(f scenario.Baseline, clients int) load.Plan {
	plan := load.Plan{Clients: clients, WarmUp: b.warmUp, Window: b.window}
	if f == scenario.Bcrypt {
		plan.WarmUp *= 3
		plan.Window *= 3
	}
	return plan
}

func (b *bench) sayCell(c cell) {
	b.say("%-34s %3d clients %9.1f/s  p50 %s  p99 %s", c.name, c.Clients, c.PerSecond,
		milliseconds(c.Percentile(50)), milliseconds(c.Percentile(99)))
	if c.Failure != nil {
		b.say("%d of %d failed: %v", c.Failed, c.Tried, c.Failure)
	}
}

// find returns the cell with that name and number of clients.
func (b *bench) find(name string, clients int) (cell, bool) {
	for _, c := range b.cells {
		if c.name == name && c.Clients == clients {
			return c, true
		}
	}
	return cell{}, false
}

// ofBaseline returns the cell's throughput as a share of its baseline's. It reports false
// if the baseline was not measured.
func (b *bench) ofBaseline(c cell) (float64, bool) {
	f, ok := b.find(string(c.baseline), c.Clients)
	if !ok || f.PerSecond == 0 {
		return 0, false
	}
	return c.PerSecond / f.PerSecond, true
}
