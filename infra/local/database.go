package main

import (
	"context"
	"fmt"
	"os"
	"strconv"

	"golang.org/x/crypto/bcrypt"

	"social.example/infra/local/demo"
	"social.example/infra/local/postgres"
	"social.example/migrations"
)

// startDatabase uses the database at DATABASE_URL, or starts one in which the functions
// have a user of their own. It then applies the migrations and loads the demo data.
func (s *system) startDatabase(ctx context.Context) error {
	url := os.Getenv("DATABASE_URL")
	database := postgres.Database{Owner: url, Functions: url}
	if url == "" {
		started, err := s.startPostgres(ctx)
		if err != nil {
			return err
		}
		database = started
	}
	s.addresses.DatabaseURL = database.Owner
	s.set("DATABASE_URL", database.Functions)
	if err := migrations.Up(database.Owner); err != nil {
		return err
	}
	cost, err := passwordCost()
	if err != nil {
		return err
	}
	return demo.Load(ctx, database.Owner, cost)
}

func (s *system) startPostgres(ctx context.Context) (postgres.Database, error) {
	speaker := s.console.Speaker("postgres")
	programs, err := postgres.Find(ctx, postgres.Any, s.checkout.Local, speaker.Printf)
	if err != nil {
		return postgres.Database{}, err
	}
	server, err := postgres.Start(ctx, programs, s.checkout.Local, speaker, s.problem("postgres"))
	if err != nil {
		return postgres.Database{}, err
	}
	s.onClose(server.Close)
	return server.Database(ctx, "social")
}

// passwordCost returns the bcrypt cost of the demo passwords: PASSWORD_COST, or 12.
// It is the functions' own cost, because sign-ins take the same time for everyone
// only if all costs are equal.
func passwordCost() (int, error) {
	text := os.Getenv("PASSWORD_COST")
	if text == "" {
		return 12, nil
	}
	cost, err := strconv.Atoi(text)
	if err != nil || cost < bcrypt.MinCost || cost > bcrypt.MaxCost {
		return 0, fmt.Errorf("PASSWORD_COST is not a bcrypt cost: take %d to %d", bcrypt.MinCost, bcrypt.MaxCost)
	}
	return cost, nil
}
