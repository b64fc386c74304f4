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
	floor       scenario.Floor
	functionCPU time.Duration // per request
	databaseCPU time.Duration
	load.Result
}

// measureOne measures one scenario.
func (b *bench) measureOne(ctx context.Context, s scenario.Scenario, clients int) cell {
	c := cell{name: s.Name, floor: s.Floor}
	ask := func(ctx context.Context, c *load.Client) error { return b.world.Ask(ctx, s, c) }
	var begun, ended spending
	plan := b.plan(s.Floor, clients)
	plan.Begin = func() { begun = b.system.spent() }
	plan.End = func() { ended = b.system.spent() }
	c.Result = load.Run(ctx, plan, ask)
	if n := time.Duration(c.Tried); n > 0 {
		c.functionCPU, c.databaseCPU = (ended.functions-begun.functions)/n, (ended.database-begun.database)/n
	}
	b.others += max(0, ended.others-begun.others)
	b.machine += plan.Window * time.Duration(runtime.NumCPU())
	b.told(c)
	return c
}

// plan makes the warm-up and the window three times as long for bcrypt, because
// each request takes a processor for 50 ms.
func (b *bench) plan(f scenario.Floor, clients int) load.Plan {
	plan := load.Plan{Clients: clients, WarmUp: b.warmUp, Window: b.window}
	if f == scenario.Bcrypt {
		plan.WarmUp *= 3
		plan.Window *= 3
	}
	return plan
}

func (b *bench) told(c cell) {
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

// ofFloor returns the cell's throughput as a share of its floor's. It reports false
// if the floor was not measured.
func (b *bench) ofFloor(c cell) (float64, bool) {
	f, ok := b.find(string(c.floor), c.Clients)
	if !ok || f.PerSecond == 0 {
		return 0, false
	}
	return c.PerSecond / f.PerSecond, true
}
