package stream

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"social.example/shared/live"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testproxy"
)

// fleet is a set of instances behind a load balancer, with the proxies to their
// dependencies.
type fleet struct {
	config          Config
	postgres, redis *testproxy.Proxy

	mutex     sync.Mutex
	instances []instance
}

func newFleet(t *testing.T, direct Config, size int) *fleet {
	t.Helper()
	f := &fleet{config: direct}
	f.config.Postgres.URL, f.postgres = testproxy.InFront(t, direct.Postgres.URL)
	f.config.Redis.URL, f.redis = testproxy.InFront(t, direct.Redis.URL)
	for range size {
		f.instances = append(f.instances, serve(t, f.config, unbounded()))
	}
	return f
}

// unbounded returns limits that let a stream catch up at once, however many posts
// it missed: these tests do not read the list in between.
func unbounded() live.Limits {
	l := live.DefaultLimits
	l.Missed, l.Batch, l.Pause = 1_000_000, 100, 0
	l.PerUser, l.PerAddress = 10_000, 10_000
	return l
}

// any returns the URL of one of the instances.
func (f *fleet) any() string {
	f.mutex.Lock()
	defer f.mutex.Unlock()
	return f.instances[rand.N(len(f.instances))].url
}

// replace replaces an instance by a new one, as a deployment does.
func (f *fleet) replace(t *testing.T) {
	fresh := serve(t, f.config, unbounded())
	f.mutex.Lock()
	old := f.instances[0]
	f.instances = append(f.instances[1:], fresh)
	f.mutex.Unlock()
	old.stop()
}

// harm injects a fault. Four kinds of faults take turns by round.
func (f *fleet) harm(t *testing.T, round int) {
	pause := func() { time.Sleep(200*time.Millisecond + rand.N(200*time.Millisecond)) }
	pause()
	switch round % 4 {
	case 0: // Redis restarts
		f.redis.Cut()
		pause()
		f.redis.Heal(t)
	case 1: // Postgres restarts
		f.postgres.Cut()
		pause()
		f.postgres.Heal(t)
	case 2:
		f.replace(t)
	case 3: // Postgres's connections break in the middle of a response
		testproxy.Faults["cut off"](t, f.postgres)
		pause()
		f.postgres.Heal(t)
	}
}

// follow listens until ctx ends. Each connection goes to a random instance and
// breaks at a random time.
func (l *listener) follow(ctx context.Context, f *fleet) {
	for ctx.Err() == nil {
		connection, cut := context.WithTimeout(ctx, rand.N(1500*time.Millisecond))
		response, err := l.open(connection, f.any(), "")
		if err == nil {
			if response.StatusCode == http.StatusOK {
				_ = l.read(response.Body)
			}
			response.Body.Close()
		}
		cut()
		time.Sleep(rand.N(100 * time.Millisecond))
	}
}

// storm is a test of the stream under faults: authors write while their followers, the
// viewers, listen.
type storm struct {
	events string // what the viewers listen to
	size   int    // how often the authors write
	write  func(ctx context.Context, i instance, author social.Actor, viewers []social.Actor) error
	want   func(t *testing.T, i instance, viewer social.Actor) []int64
}

// run checks the guarantee of the stream while rows are committed late and out of
// order, and everything between the database and the listeners fails repeatedly. It
// returns how many events should arrive, how many were lost, and how many came twice or
// out of order.
func (s storm) run(t *testing.T) (tried, lost, again int) {
	t.Helper()
	const writers, streams = 4, 2
	direct := testConfig(t)
	calm := serve(t, direct, live.DefaultLimits) // the writers are not under test
	f := newFleet(t, direct, 2)

	authors, viewers := make([]social.Actor, writers), make([]social.Actor, 3)
	for i := range authors {
		authors[i] = factory.User(t, calm.db, social.Member)
	}
	listeners := map[*listener]social.Actor{}
	for i := range viewers {
		viewers[i] = factory.User(t, calm.db, social.Member)
		factory.Follow(t, calm.db, viewers[i], authors...)
		for range streams {
			listeners[f.newListener(t, viewers[i], s.events)] = viewers[i]
		}
	}
	listening, end := context.WithCancel(t.Context())
	var following sync.WaitGroup
	for l := range listeners {
		following.Go(func() { l.follow(listening, f) })
	}
	f.harmWhile(t, func(ctx context.Context) error {
		var writing errgroup.Group
		for _, author := range authors {
			writing.Go(func() error {
				for range s.size / writers {
					if err := s.write(ctx, calm, author, viewers); err != nil {
						return err
					}
				}
				return nil
			})
		}
		return writing.Wait()
	})
	for l, viewer := range listeners {
		want := s.want(t, calm, viewer)
		l.await(fmt.Sprintf("%d events", len(want)), func() bool { return len(l.order) >= len(want) })
		missed, repeated := l.compare(want)
		tried, lost, again = tried+len(want), lost+missed, again+repeated
	}
	end()
	following.Wait()
	return tried, lost, again
}

// newListener returns a listener that knows its position.
func (f *fleet) newListener(t *testing.T, viewer social.Actor, events string) *listener {
	t.Helper()
	l := newListener(t, apitest.Token(t, viewer.ID))
	l.events = events
	first, end := context.WithCancel(t.Context())
	ended := l.startUntil(first, f.any(), "")
	end()
	if err := <-ended; err == nil {
		t.Fatal("the stream did not end")
	}
	return l
}

// harmWhile injects faults until work returns.
func (f *fleet) harmWhile(t *testing.T, work func(context.Context) error) {
	t.Helper()
	worked := make(chan error, 1)
	go func() { worked <- work(t.Context()) }()
	for round := 0; ; round++ {
		f.harm(t, round)
		select {
		case err := <-worked:
			if err != nil {
				t.Fatal(err)
			}
			return
		default:
		}
	}
}

func TestEveryPostArrivesOnceAndInOrder(t *testing.T) {
	t.Parallel()
	tried, lost, again := storm{
		size: figure.Size(500, 20_000),
		write: func(ctx context.Context, i instance, author social.Actor, _ []social.Actor) error {
			return i.write(ctx, author)
		},
		want: func(t *testing.T, i instance, _ social.Actor) []int64 { return i.allPosts(t) },
	}.run(t)
	figure.Report(t, "posts streamed under faults: lost", tried, lost)
	figure.Report(t, "posts streamed under faults: twice or out of order", tried, again)
}

// write creates a post in a transaction that stays open for a while.
func (i instance) write(ctx context.Context, author social.Actor) error {
	var id int64
	err := pgx.BeginFunc(ctx, i.db, func(tx pgx.Tx) error {
		err := tx.QueryRow(ctx, `
			INSERT INTO posts (user_id, title, content) VALUES ($1, 't', 'c') RETURNING id`, author.ID).Scan(&id)
		time.Sleep(rand.N(10 * time.Millisecond))
		return err
	})
	i.live.Post(ctx, id)
	return err
}

// allPosts returns the ids of all posts in feed order, oldest first.
func (i instance) allPosts(t *testing.T) []int64 {
	t.Helper()
	return i.ids(t, `SELECT id FROM posts ORDER BY created_at, id`)
}

// ids returns the ids that the query selects.
func (i instance) ids(t *testing.T, sql string, args ...any) []int64 {
	t.Helper()
	rows, err := i.db.Query(t.Context(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		t.Fatal(err)
	}
	return ids
}
