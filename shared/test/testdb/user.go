package testdb

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// user is the name of the functions' user, and its password.
const user = "functions"

// addUser creates the functions' user if the server has none. The caller holds the
// advisory lock of makeTemplate.
func addUser(ctx context.Context, conn *pgx.Conn) error {
	var exists bool
	err := conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_roles WHERE rolname = $1)", user).Scan(&exists)
	if err != nil || exists {
		return err
	}
	_, err = conn.Exec(ctx, fmt.Sprintf("CREATE ROLE %[1]s LOGIN PASSWORD '%[1]s' IN ROLE app", user))
	return err
}

// FunctionsURL returns the URL of a database with the functions' user. The user exists
// after Config or New was called.
func FunctionsURL(server string) string {
	u, err := url.Parse(server)
	if err != nil {
		panic(err) // server comes from address, or from a test that has parsed it
	}
	u.User = url.UserPassword(user, user)
	return u.String()
}

// Owner returns a pool for the database of another pool. Its user may do everything,
// even if the database is read-only for others.
func Owner(t testing.TB, db *pgxpool.Pool) *pgxpool.Pool {
	t.Helper()
	config, err := pgxpool.ParseConfig(address(os.Getenv("TEST_DATABASE_URL"), db.Config().ConnConfig.Database))
	if err != nil {
		t.Fatal(err)
	}
	config.ConnConfig.RuntimeParams["default_transaction_read_only"] = "off"
	pool, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	return pool
}
