package main

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/usage"
	"social.example/infra/local/checkout"
	"social.example/infra/local/edge"
	"social.example/infra/local/function"
	"social.example/infra/local/postgres"
	"social.example/infra/local/process"
	"social.example/infra/local/redis"
	"social.example/shared/token"
)

// system is the measured system: one process per function, a database and a cache.
type system struct {
	bin      string
	routes   edge.Routes
	env      []string
	key      string // signs tokens, in base64
	tokens   *token.Authority
	database *database
	major    int // PostgreSQL's major version
	cache    *redis.Server
	running  map[string]*service
	quiet    *os.File // receives the functions' logs
	process.Closers

	queryMode string
}

// program is a listening process.
type program struct {
	process *process.Process
	base    string
}

// service is the processes of one function.
type service struct {
	programs []program
	asked    atomic.Uint64
}

// next returns the address of the process that takes the next request: they take turns.
func (s *service) next() string {
	return s.programs[(s.asked.Add(1)-1)%uint64(len(s.programs))].base
}

// startSystem starts the functions, Redis and a database with the set.
func startSystem(
	ctx context.Context, c checkout.Checkout, programs postgres.Programs, o options, set *dataset.Set, say func(string, ...any),
) (*system, error) {
	s, err := newSystem(ctx, c, programs, o, set, say)
	if err != nil {
		return nil, err
	}
	if err = s.start(ctx, "baseline", 1); err == nil {
		for _, name := range s.routes.Functions() {
			if err == nil {
				err = s.start(ctx, name, o.instances)
			}
		}
	}
	if err == nil {
		err = set.Tidy(ctx, s.database.url) // remove the rows of a killed run
	}
	if err != nil {
		s.Close()
		return nil, err
	}
	return s, nil
}

func newSystem(
	ctx context.Context, c checkout.Checkout, programs postgres.Programs, o options, set *dataset.Set, say func(string, ...any),
) (_ *system, err error) {
	s := &system{
		bin: c.Path("bin"), major: programs.Major, running: map[string]*service{},
		// The connections are direct, so statements can be cached, as in the
		// deployment on Cloud SQL.
		queryMode: cmp.Or(os.Getenv("DATABASE_QUERY_MODE"), "cache_statement"),
	}
	defer func() {
		if err != nil {
			s.Close()
		}
	}()
	if s.routes, err = edge.ReadRoutes(c.Root); err != nil {
		return nil, err
	}
	if s.quiet, err = os.OpenFile(os.DevNull, os.O_WRONLY, 0); err != nil {
		return nil, fmt.Errorf("open %s: %w", os.DevNull, err)
	}
	s.OnClose(func() { _ = s.quiet.Close() })
	if err := s.build(ctx, c, o.flags, say); err != nil {
		return nil, err
	}
	if s.database, err = openDatabase(ctx, c, programs, set, o.instances, say); err != nil {
		return nil, err
	}
	s.OnClose(s.database.server.Close)
	if len(o.databaseCPUs) > 0 {
		if err := bind(s.database.pid, o.databaseCPUs); err != nil {
			return nil, fmt.Errorf("-database-cpus: %w", err)
		}
	}
	s.cache, err = redis.Start(ctx, func(err error) { say("Redis: %v", err) })
	if err != nil {
		return nil, err
	}
	s.OnClose(s.cache.Close)
	return s, s.configure()
}

func (s *system) build(ctx context.Context, c checkout.Checkout, flags []string, say func(string, ...any)) error {
	say("building")
	if err := os.MkdirAll(s.bin, 0o755); err != nil {
		return fmt.Errorf("make the folder for programs: %w", err)
	}
	for _, name := range []string{"hello", "baseline"} {
		if err := function.Compile(ctx, c.Root, filepath.Join(s.bin, name), "./infra/bench/"+name+"/cmd", flags...); err != nil {
			return err
		}
	}
	for _, name := range s.routes.Functions() {
		if err := function.Build(ctx, c.Root, filepath.Join(s.bin, name), name, flags...); err != nil {
			return err
		}
	}
	return nil
}

// The issuer and the audience of tokens, and the id of their key.
const (
	issuer = "bench"
	keyID  = "bench"
)

// configure makes the settings of all functions. The rate limits are too high to be
// reached, but requests are counted.
func (s *system) configure() error {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // never fails
	s.key = base64.StdEncoding.EncodeToString(key)
	keys := keyID + ":" + s.key
	config := token.Config{Issuer: issuer, Audience: issuer, TTL: 24 * time.Hour}
	if err := config.Keys.Decode(keys); err != nil {
		return fmt.Errorf("make a key for tokens: %w", err)
	}
	s.tokens = token.New(config, time.Now)
	s.env = []string{
		"JWT_KEYS=" + keys, "JWT_ISSUER=" + issuer, "JWT_AUDIENCE=" + issuer,
		"DATABASE_URL=" + s.database.functions, "DATABASE_MAX_CONNS=10", "REDIS_URL=" + s.cache.URL,
		"DATABASE_QUERY_MODE=" + s.queryMode,
		"RATE_LIMIT_REQUESTS=1000000000", "RATE_LIMIT_AUTH_REQUESTS=1000000000",
		"CORS_ORIGINS=http://localhost:5173", "FRONTEND_URL=http://localhost:5173",
		fmt.Sprintf("PASSWORD_COST=%d", dataset.Cost),
		"GOOGLE_CLOUD_PROJECT=bench", "EMAIL_TOPIC=email", "PUBSUB_EMULATOR_HOST=127.0.0.1:1", // no scenario registers users
	}
	return nil
}

// start starts this many processes of a program, which run until s is closed.
func (s *system) start(ctx context.Context, name string, instances int) error {
	s.running[name] = &service{}
	for range instances {
		p, err := s.spawn(ctx, name)
		if err != nil {
			return err
		}
		s.running[name].programs = append(s.running[name].programs, p)
		s.OnClose(p.process.Stop)
	}
	return nil
}

func (s *system) spawn(ctx context.Context, name string) (program, error) {
	env := s.env
	if name == "stream" {
		env = append(slices.Clone(env), "RATE_LIMIT_ENABLED=false") // all streams come from one address
	}
	p, address, err := function.Serve(ctx, name, filepath.Join(s.bin, name), env, s.quiet)
	if err != nil {
		return program{}, fmt.Errorf("start %s: %w", name, err)
	}
	return program{p, "http://" + address}, nil
}

// base returns the address of a process of the function that serves the request target.
func (s *system) base(target string) string {
	path, _, _ := strings.Cut(target, "?")
	return s.running[s.routes.Match(path)].next()
}

// spending is the processor time used so far.
type spending struct {
	functions, database time.Duration
	others              time.Duration // programs that are not part of the benchmark
}

func (s spending) minus(before spending) spending {
	return spending{s.functions - before.functions, s.database - before.database, s.others - before.others}
}

func (s *system) spent() spending {
	own := spending{database: usage.CPUWithChildren(s.database.pid)}
	for _, f := range s.running { // with the plain server
		for _, p := range f.programs {
			own.functions += usage.CPU(p.process.PID())
		}
	}
	own.others = usage.Machine() - usage.CPUWithChildren(os.Getpid()) - own.database
	return own
}
