package main

import (
	"context"
	"os"

	"social.example/infra/local/demo"
	"social.example/infra/local/postgres"
	"social.example/migrations"
	"social.example/shared/password"
	"social.example/shared/settings"
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
	// The demo passwords have the functions' bcrypt cost: sign-ins take the same time for
	// everyone only if all costs are equal.
	var c struct{ Password password.Config }
	if err := settings.Read(&c); err != nil {
		return err
	}
	return demo.Load(ctx, database.Owner, c.Password.Cost)
}

func (s *system) startPostgres(ctx context.Context) (postgres.Database, error) {
	speaker := s.console.Speaker("postgres")
	programs, err := postgres.Find(ctx, postgres.Any, s.checkout.Local, speaker.Printf)
	if err != nil {
		return postgres.Database{}, err
	}
	server, err := postgres.Start(ctx, programs, s.checkout.Local, speaker, speaker.Problem)
	if err != nil {
		return postgres.Database{}, err
	}
	s.OnClose(server.Close)
	return server.Database(ctx, "social")
}
