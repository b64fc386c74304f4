package postgres

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Database returns the address of the named database and creates it if it does not
// exist.
func (s *Server) Database(ctx context.Context, name string) (string, error) {
	conn, err := pgx.Connect(ctx, s.Maintenance())
	if err != nil {
		return "", fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer conn.Close(ctx)
	var there bool
	err = conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&there)
	if err != nil {
		return "", fmt.Errorf("look for the database %s: %w", name, err)
	}
	if !there {
		if _, err := conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{name}.Sanitize()); err != nil {
			return "", fmt.Errorf("make the database %s: %w", name, err)
		}
	}
	return s.URL(name), nil
}
