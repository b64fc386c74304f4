package authentication_test

import (
	"crypto/sha256"
	"net/http"
	"os"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/crypto/bcrypt"

	"social.example/functions/authentication"
	"social.example/infra/local/pubsub"
	"social.example/shared/auth"
	"social.example/shared/backend"
	"social.example/shared/cache"
	"social.example/shared/password"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
	"social.example/shared/topic"
)

var log *apitest.Log

func TestMain(m *testing.M) {
	log = apitest.CaptureLog()
	os.Exit(m.Run())
}

const app = "https://app.example.com"

// function is the authentication function with its own database, Redis and
// Pub/Sub. Its client is anonymous.
type function struct {
	apitest.Client
	db     *pgxpool.Pool
	redis  redis.Config
	pubsub *pubsub.Emulator
}

func config(t testing.TB) (authentication.Config, *pubsub.Emulator) {
	t.Helper()
	emulator, err := pubsub.StartTopic(t.Context(), "project", "email")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = emulator.Close() })
	return authentication.Config{
		Config: backend.Config{
			Postgres: testdb.Config(t),
			Redis:    testredis.Config(t),
			Tokens:   apitest.Tokens(t),
			Limits:   apitest.Unlimited,
			Origins:  auth.Origins{Allowed: []string{app}},
		},
		Passwords: password.Config{Cost: bcrypt.MinCost},
		Topic:     topic.Config{Project: "project", Email: "email", Emulator: emulator.Address},
	}, emulator
}

func newFunction(t testing.TB) function {
	t.Helper()
	c, emulator := config(t)
	return function{instance(t, c), testdb.Open(t, c.Postgres), c.Redis, emulator}
}

// instance starts an instance of the function.
func instance(t testing.TB, c authentication.Config) apitest.Client {
	t.Helper()
	service, err := authentication.New(c)
	return apitest.Client{Handler: apitest.Serve(t, service, err)}
}

func registration(name string) social.Registration {
	return social.Registration{Username: name, Email: factory.Email(name), Password: factory.Password}
}

func (f function) register(t testing.TB, r social.Registration) apitest.Answer {
	t.Helper()
	return f.Do(t, "POST", "/v1/authentication/user", r)
}

func (f function) signIn(t testing.TB, email, password string) apitest.Answer {
	t.Helper()
	return f.Do(t, "POST", "/v1/authentication/token", social.Credentials{Email: email, Password: password})
}

func (f function) resend(t testing.TB, email string) apitest.Answer {
	t.Helper()
	return f.Do(t, "POST", "/v1/authentication/activation", social.LinkRequest{Email: email})
}

func (f function) activate(t testing.TB, token string) apitest.Answer {
	t.Helper()
	return f.Do(t, "PUT", "/v1/users/activate/"+token, nil)
}

// deliver stands in for the e-mail function: it marks the newest e-mail to the
// address as sent. The link of the newest registration carries this token.
func (f function) deliver(t testing.TB, email, token string) {
	t.Helper()
	emails := store.Outbox{DB: f.db}
	e, err := emails.Claim(t.Context(), scan[int64](t, f.db, `
		SELECT id FROM emails WHERE recipient = $1::citext ORDER BY id DESC LIMIT 1`, email))
	if err != nil || e == nil || len(e.Registrations) == 0 {
		t.Fatalf("the mail to %s carries no token: %+v, %v", email, e, err)
	}
	hashes := make([][]byte, len(e.Registrations))
	for i, r := range e.Registrations {
		hash := sha256.Sum256([]byte(token))
		if i > 0 {
			hash = sha256.Sum256([]byte(token + r.Username))
		}
		hashes[i] = hash[:]
	}
	if _, err := emails.AddTokens(t.Context(), *e, hashes); err != nil {
		t.Fatal(err)
	}
	if err := emails.MarkSent(t.Context(), *e); err != nil {
		t.Fatal(err)
	}
}

// pass moves all existing e-mails into the past by the interval.
func (f function) pass(t testing.TB, interval string) {
	t.Helper()
	testdb.Exec(t, f.db, `UPDATE emails SET created_at = created_at - $1::text::interval, due_at = due_at - $1::text::interval`, interval)
	testdb.Exec(t, f.db, `UPDATE deliveries SET handed_at = handed_at - $1::text::interval`, interval)
}

// mails returns the kinds of the e-mails to the address, oldest first.
func (f function) mails(t testing.TB, email string) string {
	t.Helper()
	return scan[string](t, f.db, `
		SELECT coalesce(string_agg(e.kind, ' ' ORDER BY e.id), '')
		FROM emails e WHERE e.recipient = $1::citext`, email)
}

// cached returns the user from the cache.
func (f function) cached(t testing.TB, id int64) social.Actor {
	t.Helper()
	client, err := redis.Open(f.redis)
	if err != nil {
		t.Fatal(err)
	}
	defer redis.Closer(client)()
	for range 50 { // on a busy machine Redis may time out
		if actor, ok := cache.Parse(id, client.Get(t.Context(), cache.Key(id)).Val()); ok {
			return actor
		}
	}
	t.Fatalf("user %d is not cached", id)
	return social.Actor{}
}

// cache puts the user into the cache, as a function that has changed the user does.
func (f function) cache(t testing.TB, user social.Actor) {
	t.Helper()
	client, err := redis.Open(f.redis)
	if err == nil {
		defer redis.Closer(client)()
		err = cache.Users{Redis: client}.Replace(t.Context(), user)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// active reports whether the account with the address is active.
func (f function) active(t testing.TB, email string) bool {
	t.Helper()
	return scan[bool](t, f.db, `SELECT is_active FROM users WHERE email = $1::citext`, email)
}

// scan returns the single value of a query.
func scan[T any](t testing.TB, db *pgxpool.Pool, sql string, args ...any) (value T) {
	t.Helper()
	if err := db.QueryRow(t.Context(), sql, args...).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

const (
	created  = http.StatusCreated
	notFound = http.StatusNotFound
)
