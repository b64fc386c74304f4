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

// startDatabase uses the database at DATABASE_URL or starts one. It then applies
// the migrations and loads the demo data.
func (s *system) startDatabase(ctx context.Context) error {
	url := os.Getenv("DATABASE_URL")
	if url == "" {
		started, err := s.startPostgres(ctx)
		if err != nil {
			return err
		}
		url = started
	}
	s.addresses.DatabaseURL = url
	s.set("DATABASE_URL", url)
	if err := migrations.Up(url); err != nil {
		return err
	}
	cost, err := passwordCost()
	if err != nil {
		return err
	}
	return demo.Load(ctx, url, cost)
}

func (s *system) startPostgres(ctx context.Context) (url string, err error) {
	speaker := s.console.Speaker("postgres")
	programs, err := postgres.Find(ctx, postgres.Any, s.checkout.Local, speaker.Printf)
	if err != nil {
		return "", err
	}
	server, err := postgres.Start(ctx, programs, s.checkout.Local, speaker, s.problem("postgres"))
	if err != nil {
		return "", err
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
