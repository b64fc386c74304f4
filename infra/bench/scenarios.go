package main

import (
	"context"

	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
)

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
