package postgres

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// Database holds the addresses of a database, one for each of its users.
type Database struct {
	Owner     string // the migrations'; the user owns the database
	Functions string // the functions'; the user is a member of the role app only
}

// roles are created on the server if they do not exist. No user has a password.
var roles = []struct{ name, options string }{
	{"app", "NOLOGIN"}, // the migrations give it its privileges
	{"functions", "LOGIN IN ROLE app"},
	{"owner", "LOGIN"},
}

// Database returns the addresses of the named database and creates it, with its users,
// if it does not exist. The owner of an existing database stays.
func (s *Server) Database(ctx context.Context, name string) (Database, error) {
	conn, err := pgx.Connect(ctx, s.Maintenance())
	if err != nil {
		return Database{}, fmt.Errorf("connect to PostgreSQL: %w", err)
	}
	defer conn.Close(ctx)
	for _, role := range roles {
		var there bool
		err := conn.QueryRow(ctx, `SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)`, role.name).Scan(&there)
		if err == nil && !there {
			_, err = conn.Exec(ctx, `CREATE ROLE `+role.name+` `+role.options)
		}
		if err != nil {
			return Database{}, fmt.Errorf("make the role %s: %w", role.name, err)
		}
	}
	owner := "owner"
	err = conn.QueryRow(ctx, `SELECT pg_get_userbyid(datdba)::text FROM pg_database WHERE datname = $1`, name).Scan(&owner)
	if errors.Is(err, pgx.ErrNoRows) {
		_, err = conn.Exec(ctx, `CREATE DATABASE `+pgx.Identifier{name}.Sanitize()+` OWNER `+owner)
	}
	if err != nil {
		return Database{}, fmt.Errorf("make the database %s: %w", name, err)
	}
	return Database{Owner: s.as(owner, name), Functions: s.as("functions", name)}, nil
}
