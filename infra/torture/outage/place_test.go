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

// place is a system with its own servers, which a test may crash.
type place struct {
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

func open(t *testing.T) *place {
	t.Helper()
	p := &place{record: record{once: map[string]string{}}}
	p.startPostgres(t)
	server, err := redis.Start(t.Context(), func(err error) { t.Log(err) })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	p.redisURL = server.URL
	options, err := goredis.ParseURL(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	p.redis = goredis.NewClient(options)
	t.Cleanup(func() { _ = p.redis.Close() })
	for range 8 {
		p.people = append(p.people, factory.User(t, p.db, social.Member))
	}
	p.famous = factory.User(t, p.db, social.Member)
	p.post = factory.Post(t, p.db, p.famous)
	factory.Follow(t, p.db, p.people[0], p.famous)
	p.System = system.Start(t, p.databaseURL, p.redisURL, settings)
	return p
}

// settings make the functions time out soon, which keeps the test short.
var settings = []string{"DATABASE_QUERY_TIMEOUT=1s"}

// startPostgres starts a server with the schema and an unprivileged user, as the
// functions have in the cloud.
func (p *place) startPostgres(t *testing.T) {
	t.Helper()
	c, err := checkout.Find()
	if err != nil {
		t.Fatal(err)
	}
	if p.folder, err = os.MkdirTemp("", "postgres-"); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(p.folder) })
	if err := os.Chmod(p.folder, 0o755); err != nil { // so that the server's user can enter it
		t.Fatal(err)
	}
	programs, err := postgres.Find(t.Context(), postgres.Any, c.Local, t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	p.server, err = postgres.Start(t.Context(), programs, p.folder, nil, func(error) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.server.Close)
	database, err := p.server.Database(t.Context(), "social")
	if err != nil {
		t.Fatal(err)
	}
	if err := migrations.Up(database.Owner); err != nil {
		t.Fatal(err)
	}
	if p.db, err = pgxpool.New(t.Context(), p.server.URL("social")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.db.Close)
	p.exec(t, `ALTER DATABASE social SET deadlock_timeout = '100ms'`)
	p.databaseURL = database.Functions
}

// behindPooler restarts the functions behind a pooler.
func (p *place) behindPooler(t *testing.T) {
	t.Helper()
	address, err := url.Parse(p.databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	p.pooler, err = pooler.Start(t.Context(), address, p.folder, nil, func(error) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.pooler.Close)
	p.System = system.Start(t, p.pooler.URL, p.redisURL, settings)
}

func (p *place) exec(t *testing.T, sql string, args ...any) {
	t.Helper()
	testdb.Exec(t, p.db, sql, args...)
}

func (p *place) starts() int {
	n := 0
	for _, f := range p.Functions {
		n += f.Starts()
	}
	return n
}
