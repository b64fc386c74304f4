package account_test

import (
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/functions/account"
	"social.example/shared/postgres"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

// function is the account function with its own database and Redis.
type function struct {
	apitest.Client
	db     *pgxpool.Pool
	config account.Config
}

func newFunction(t testing.TB) function {
	t.Helper()
	config := account.Config{
		Postgres: testdb.Config(t),
		Redis:    testredis.Config(t),
		Tokens:   apitest.Tokens(t),
		Limits:   apitest.Unlimited,
	}
	db, err := postgres.Open(config.Postgres)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	service, err := account.New(config)
	if err != nil {
		t.Fatal(err)
	}
	for _, shut := range service.Close {
		t.Cleanup(shut)
	}
	return function{apitest.Client{Handler: service.HTTP}, db, config}
}

// member creates a user and returns it with a signed-in client.
func (f function) member(t testing.TB) (social.Actor, apitest.Client) {
	t.Helper()
	user := factory.User(t, f.db, social.Member)
	return user, apitest.Client{Handler: f.Handler, Token: apitest.Token(t, user.ID)}
}

// exec runs a statement on the function's database.
func (f function) exec(t testing.TB, sql string, args ...any) {
	t.Helper()
	if _, err := f.db.Exec(t.Context(), sql, args...); err != nil {
		t.Fatal(err)
	}
}
