package main

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/redis/go-redis/v9"

	"social.example/infra/bench/baseline"
	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
)

// measureBaselines measures the baselines that the scenarios are compared with.
func (b *bench) measureBaselines(ctx context.Context) error {
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
	get, err := baseline.RedisGet(ctx, cache)
	if err != nil {
		return fmt.Errorf("write to Redis: %w", err)
	}
	compare, err := baseline.Compare()
	if err != nil {
		return fmt.Errorf("hash a password: %w", err)
	}
	for _, f := range []baseline.Baseline{
		baseline.PlainJSON(b.system.running["baseline"].next()), baseline.KeyQuery(db, b.size.Users), get, compare,
	} {
		if !b.needs(f.Name) {
			continue
		}
		for _, clients := range b.clients {
			c := cell{name: f.Name, Result: load.Run(ctx, b.plan(scenario.Baseline(f.Name), clients), f.Ask)}
			b.sayCell(c)
			b.cells = append(b.cells, c)
		}
	}
	return nil
}

// needs reports whether a baseline, or a scenario compared with it, is measured.
func (b *bench) needs(baseline string) bool {
	return b.wants(baseline) || slices.ContainsFunc(b.world.All(), func(s scenario.Scenario) bool {
		return string(s.Baseline) == baseline && b.wants(s.Name)
	})
}
