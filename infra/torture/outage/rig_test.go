package outage_test

import (
	"net/url"
	"os"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	goredis "github.com/redis/go-redis/v9"

	"social.example/infra/local/checkout"
	"social.example/infra/local/pooler"
	"social.example/infra/local/postgres"
	"social.example/infra/local/redis"
	"social.example/infra/torture/system"
	"social.example/migrations"
	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// rig is a system with its own servers, which a test may crash.
type rig struct {
	*system.System
	server *postgres.Server
	db     *pgxpool.Pool // the superuser's
	redis  goredis.UniversalClient
	pooler *pooler.Pooler
	folder string
	record

	databaseURL, redisURL string // the functions'
	people                []social.Actor
	famous                social.Actor
	post                  social.Post
}

func open(t *testing.T) *rig {
	t.Helper()
	r := &rig{record: record{once: map[string]string{}}}
	r.startPostgres(t)
	server, err := redis.Start(t.Context(), func(err error) { t.Log(err) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	r.redisURL = server.URL
	options, err := goredis.ParseURL(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	r.redis = goredis.NewClient(options)
	t.Cleanup(func() { _ = r.redis.Close() })
	for range 8 {
		r.people = append(r.people, factory.User(t, r.db, social.Member))
	}
	r.famous = factory.User(t, r.db, social.Member)
	r.post = factory.Post(t, r.db, r.famous)
	factory.Follow(t, r.db, r.people[0], r.famous)
	r.System = system.Start(t, r.databaseURL, r.redisURL, settings)
	return r
}

// settings make the functions time out soon, which keeps the test short.
var settings = []string{"DATABASE_QUERY_TIMEOUT=1s"}

// startPostgres starts a server with the schema and an unprivileged user, as the
// functions have in the cloud.
func (r *rig) startPostgres(t *testing.T) {
	t.Helper()
	c, err := checkout.Find()
	if err != nil {
		t.Fatal(err)
	}
	if r.folder, err = os.MkdirTemp("", "postgres-"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(r.folder) })
	if err := os.Chmod(r.folder, 0o755); err != nil { // so that the server's user can enter it
		t.Fatal(err)
	}
	programs, err := postgres.Find(t.Context(), postgres.Any, c.Local, t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	r.server, err = postgres.Start(t.Context(), programs, r.folder, nil, func(error) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.server.Close)
	database, err := r.server.Database(t.Context(), "social")
	if err != nil {
		t.Fatal(err)
	}
	if err := migrations.Up(database.Owner); err != nil {
		t.Fatal(err)
	}
	if r.db, err = pgxpool.New(t.Context(), r.server.URL("social")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.db.Close)
	testdb.Exec(t, r.db, `ALTER DATABASE social SET deadlock_timeout = '100ms'`)
	r.databaseURL = database.Functions
}

// behindPooler restarts the functions behind a pooler.
func (r *rig) behindPooler(t *testing.T) {
	t.Helper()
	address, err := url.Parse(r.databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	r.pooler, err = pooler.Start(t.Context(), address, r.folder, nil, func(error) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(r.pooler.Close)
	r.System = system.Start(t, r.pooler.URL, r.redisURL, settings)
}

func (r *rig) starts() int {
	n := 0
	for _, f := range r.Functions {
		n += f.Starts()
	}
	return n
}
