package account_test

import (
	"os"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/crypto/bcrypt"

	"social.example/functions/account"
	"social.example/infra/local/pubsub"
	"social.example/shared/backend"
	"social.example/shared/password"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
	"social.example/shared/topic"
	"social.example/shared/web"
)

var log *apitest.Log

func TestMain(m *testing.M) {
	log = apitest.CaptureLog()
	os.Exit(m.Run())
}

// function is the account function with its own database and Redis.
type function struct {
	apitest.Client
	db     *pgxpool.Pool
	config account.Config
	pubsub *pubsub.Emulator
	routes web.Mux
}

// newFunction returns a new function. changes may modify its settings.
func newFunction(t testing.TB, changes ...func(*account.Config)) function {
	t.Helper()
	emulator, err := pubsub.StartTopic(t.Context(), "project", "email")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = emulator.Close() })
	config := account.Config{
		Config: backend.Config{
			Postgres: testdb.Config(t),
			Redis:    testredis.Config(t),
			Tokens:   apitest.Tokens(t),
			Limits:   apitest.Unlimited,
		},
		Passwords: password.Config{Cost: bcrypt.MinCost},
		Topic:     topic.Config{Project: "project", Email: "email", Emulator: emulator.Address},
	}
	for _, change := range changes {
		change(&config)
	}
	service, err := account.New(config)
	client := apitest.Client{Handler: apitest.Serve(t, service, err)}
	return function{client, testdb.Open(t, config.Postgres), config, emulator, service.Routes}
}

// member creates a user and returns it with a signed-in client.
func (f function) member(t testing.TB) (social.Actor, apitest.Client) {
	t.Helper()
	user := factory.User(t, f.db, social.Member)
	return user, apitest.Client{Handler: f.Handler, Token: apitest.Token(t, user.ID)}
}
