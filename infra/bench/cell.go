package main

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"social.example/infra/bench/floor"
	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
)

// cell is one scenario with one number of clients.
type cell struct {
	name        string
	floor       scenario.Floor
	functionCPU time.Duration // of a request
	databaseCPU time.Duration
	load.Result
}

// intruders is how many sign in while a profile is asked for, and visitors how
// many ask for it.
const (
	intruders = 64
	visitors  = 16
)

// measureOne asks by one scenario.
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

// plan gives what takes a processor for 50 ms three times as long as others.
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

func (b *bench) measureReading(ctx context.Context) error {
	return b.measureScenarios(ctx, func(s scenario.Scenario) bool { return !s.Writes })
}

func (b *bench) measureWriting(ctx context.Context) error {
	return b.measureScenarios(ctx, func(s scenario.Scenario) bool { return s.Writes })
}

func (b *bench) measureScenarios(ctx context.Context, of func(scenario.Scenario) bool) error {
	for _, s := range b.world.All() {
		if !of(s) || !b.wants(s.Name) {
			continue
		}
		if s.Prepare != nil {
			if err := s.Prepare(ctx); err != nil {
				b.cells = append(b.cells, cell{name: s.Name, Result: load.Result{Tried: 1, Failed: 1, Failure: err}})
				b.say("%s: %v", s.Name, err)
				continue
			}
		}
		for _, clients := range b.clients {
			if ctx.Err() != nil {
				return ctx.Err()
			}
			b.cells = append(b.cells, b.measureOne(ctx, s, clients))
		}
	}
	return nil
}

// measureIntrusion asks for profiles, alone and while many sign in.
func (b *bench) measureIntrusion(ctx context.Context) error {
	var profile, signIn scenario.Scenario
	for _, s := range b.world.All() {
		switch s.Name {
		case scenario.Profile:
			profile = s
		case scenario.SignIn:
			signIn = s
		}
	}
	if !b.wants(scenario.Profile) || !b.wants(scenario.SignIn) {
		return nil
	}
	alone := b.measureOne(ctx, profile, visitors)
	busy, stop := context.WithCancel(ctx)
	done := make(chan load.Result)
	go func() {
		done <- load.Run(busy, load.Plan{Clients: intruders, Window: time.Hour}, func(ctx context.Context, c *load.Client) error {
			return b.world.Ask(ctx, signIn, c)
		})
	}()
	beside := b.measureOne(ctx, profile, visitors)
	stop()
	signedIn := <-done
	alone.name = "profile, nobody signs in"
	beside.name = fmt.Sprintf("profile, while %d clients sign in", intruders)
	b.intrusion = []cell{alone, beside}
	if signedIn.Failure != nil {
		return fmt.Errorf("sign in beside profiles: %w", signedIn.Failure)
	}
	return nil
}

// measureFloors measures what the scenarios are compared with.
func (b *bench) measureFloors(ctx context.Context) error {
	db, err := pgxpool.New(ctx, b.system.database.url+"&pool_max_conns=10")
	if err != nil {
		return fmt.Errorf("connect to the database: %w", err)
	}
	defer db.Close()
	options, err := redis.ParseURL(b.system.cache.URL)
	if err != nil {
		return fmt.Errorf("read the address of Redis: %w", err)
	}
	cache := redis.NewClient(options)
	defer cache.Close()
	get, err := floor.RedisGet(ctx, cache)
	if err != nil {
		return fmt.Errorf("write to Redis: %w", err)
	}
	compare, err := floor.Compare()
	if err != nil {
		return fmt.Errorf("hash a password: %w", err)
	}
	for _, f := range []floor.Floor{
		floor.PlainJSON(b.system.running["floor"].base), floor.KeyQuery(db, b.size.Users), get, compare,
	} {
		if !b.needs(f.Name) {
			continue
		}
		for _, clients := range b.clients {
			c := cell{name: f.Name, Result: load.Run(ctx, b.plan(scenario.Floor(f.Name), clients), f.Ask)}
			b.told(c)
			b.cells = append(b.cells, c)
		}
	}
	return nil
}

// needs tells whether a floor, or something compared with it, is measured.
func (b *bench) needs(floor string) bool {
	return b.wants(floor) || slices.ContainsFunc(b.world.All(), func(s scenario.Scenario) bool {
		return string(s.Floor) == floor && b.wants(s.Name)
	})
}

// find returns the cell of that name and number of clients.
func (b *bench) find(name string, clients int) (cell, bool) {
	for _, c := range b.cells {
		if c.name == name && c.Clients == clients {
			return c, true
		}
	}
	return cell{}, false
}

// ofFloor returns the throughput as a share of its floor's.
func (b *bench) ofFloor(c cell) (float64, bool) {
	f, ok := b.find(string(c.floor), c.Clients)
	if !ok || f.PerSecond == 0 {
		return 0, false
	}
	return c.PerSecond / f.PerSecond, true
}
