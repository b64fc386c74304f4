package main

import (
	"context"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/infra/bench/scenario"
	"social.example/shared/postgres"
)

// measureParts measures parts of scenarios: at the database alone, or at the plain server.
func (b *bench) measureParts(ctx context.Context) error {
	db, err := postgres.Open(postgres.Config{
		URL: b.system.database.url, MaxConns: 10, MaxConnIdleTime: time.Minute, QueryTimeout: time.Minute,
		QueryMode: postgres.QueryMode(pgx.QueryExecModeCacheStatement),
	})
	if err != nil {
		return err
	}
	defer db.Close()
	parts := slices.DeleteFunc(b.world.Parts(db, b.system.running["baseline"].next()), func(p scenario.Part) bool { return !b.wants(p.Name) })
	if len(parts) == 0 {
		return nil
	}
	if err := scenario.CopyTables(ctx, db); err != nil {
		return err
	}
	b.world.Changed.Store(true)
	for _, p := range parts {
		for _, clients := range b.clients {
			c := b.measureAsk(ctx, p.Name, b.plan(scenario.JSON, clients), p.Ask)
			b.sayCell(c)
			b.cells = append(b.cells, c)
		}
	}
	return scenario.RemoveCopies(context.WithoutCancel(ctx), db)
}
