package auth_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/auth"
	"social.example/shared/cache"
	"social.example/shared/fault"
	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/testproxy"
	"social.example/shared/test/testredis"
	"social.example/shared/token"
	"social.example/shared/web"
)

type replicaKey struct{}

// source returns which server the store would read from.
func source(ctx context.Context) string {
	if ctx.Value(replicaKey{}) != nil {
		return "replica"
	}
	return "primary"
}

// lagging is an instance with a replica.
type lagging struct {
	http.Handler
	gate *auth.Gate
	// read is what GET /read does, with the source that it reads from.
	read func(source string) error
	// write is what PUT /write does before it responds.
	write func()
	old   bool // the replica can't be read
}

func newLagging(t *testing.T, client goredis.UniversalClient, hasReplica bool) *lagging {
	t.Helper()
	l := &lagging{read: func(string) error { return nil }, write: func() {}}
	actor := func(_ context.Context, id int64) (social.Actor, error) {
		return social.Actor{ID: id, Active: true, Version: 1}, nil
	}
	l.gate = &auth.Gate{
		Limits:  apitest.Unlimited,
		Limiter: ratelimit.New(client, redis.Timeout, time.Now),
		Tokens:  token.New(apitest.Tokens(t), time.Now),
		Users:   auth.NewUsers(actor, cache.Users{Redis: client}),
	}
	if hasReplica {
		l.gate.Users.Pins.Redis = client
		l.gate.Replica = func(ctx context.Context) (context.Context, func(error) bool) {
			if l.old {
				return nil, nil
			}
			retry := func(err error) bool { return fault.KindOf(err) == fault.NotFound }
			return context.WithValue(ctx, replicaKey{}, true), retry
		}
	}
	routes := web.Mux{
		{Method: "GET", Path: "/read", Handle: auth.RequireUser(auth.FromReplica(func(w http.ResponseWriter, r *http.Request) error {
			if err := l.read(source(r.Context())); err != nil {
				return err
			}
			return web.JSON(w, http.StatusOK, source(r.Context()))
		}))},
		{Method: "PUT", Path: "/write", Handle: auth.RequireUser(func(w http.ResponseWriter, r *http.Request) error {
			l.write()
			return web.JSON(w, http.StatusOK, source(r.Context()))
		})},
	}
	l.Handler = l.gate.Authenticate(routes.Serve)
	return l
}

// do sends a request of the user and returns which server answered it.
func (l *lagging) do(t *testing.T, method, path string, user int64) string {
	t.Helper()
	request := httptest.NewRequestWithContext(t.Context(), method, path, nil)
	request.Header.Set("Authorization", "Bearer "+apitest.Token(t, user))
	answer := send(l, request)
	if answer.Code != http.StatusOK {
		return http.StatusText(answer.Code)
	}
	return strings.Trim(strings.TrimPrefix(answer.Body.String(), `{"data":`), `"}`)
}

func (l *lagging) want(t *testing.T, user int64, want string) {
	t.Helper()
	if got := l.do(t, "GET", "/read", user); got != want {
		t.Errorf("user %d reads from the %s, want the %s", user, got, want)
	}
}

func TestWritersReadFromThePrimaryOnEveryInstance(t *testing.T) {
	t.Parallel()
	client := testredis.New(t)
	one, other := newLagging(t, client, true), newLagging(t, client, true)
	one.want(t, 1, "replica")
	if got := one.do(t, "PUT", "/write", 1); got != "primary" {
		t.Errorf("a write went to the %s, want the primary", got)
	}
	one.want(t, 1, "primary")
	other.want(t, 1, "primary")
	other.want(t, 2, "replica")
	one.gate.Users.Pin(t.Context(), 2, 3)
	other.want(t, 2, "primary")
	one.gate.Users.Replace(t.Context(), social.Actor{ID: 4, Active: true, Version: 1})
	other.want(t, 4, "primary")
	other.old = true
	other.want(t, 5, "primary")
}

func TestPrimaryServesWhatTheReplicaCant(t *testing.T) {
	t.Parallel()
	instance := newLagging(t, testredis.New(t), true)
	instance.read = func(source string) error {
		if source == "replica" {
			return fault.New(fault.NotFound, "absent")
		}
		return nil
	}
	instance.want(t, 1, "primary")
	instance.read = func(string) error { return fault.New(fault.NotFound, "absent") }
	instance.want(t, 1, "Not Found")
	asked := 0
	instance.read = func(string) error {
		asked++
		return fault.New(fault.Conflict, "no")
	}
	if instance.want(t, 1, "Conflict"); asked != 1 {
		t.Errorf("asked %d times, want once", asked)
	}
}

// While Redis was away, pins may have been missed. So the instance does not trust it for
// a while.
func TestInstanceDoubtsPinsAfterRedisFailed(t *testing.T) {
	t.Parallel()
	for name, fail := range map[string]func(*lagging){
		"a read":  func(l *lagging) { l.want(t, 1, "primary") },
		"a write": func(l *lagging) { l.do(t, "PUT", "/write", 1) },
		"a pin":   func(l *lagging) { l.gate.Users.Pin(t.Context(), 1) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := testredis.Config(t)
			var proxy *testproxy.Proxy
			config.URL, proxy = testproxy.InFront(t, config.URL)
			client, err := redis.Open(config)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(redis.Closer(client))
			instance := newLagging(t, client, true)
			instance.want(t, 1, "replica")
			proxy.Cut()
			fail(instance)
			proxy.Restore(t)
			for client.Ping(t.Context()).Err() != nil {
				time.Sleep(time.Millisecond)
			}
			instance.want(t, 1, "primary")
			newLagging(t, client, true).want(t, 2, "replica")
		})
	}
}

// A write may commit long after the request was pinned, such as one with a slow body.
func TestSlowWriterIsPinnedBeforeTheResponse(t *testing.T) {
	t.Parallel()
	client := testredis.New(t)
	instance := newLagging(t, client, true)
	instance.write = func() {
		client.FlushDB(t.Context()) // as if the pin had expired
		time.Sleep(cache.PinSlack + time.Millisecond)
	}
	instance.do(t, "PUT", "/write", 1)
	instance.want(t, 1, "primary")
}

func TestWithoutReplicaRedisGetsNoMoreCommands(t *testing.T) {
	t.Parallel()
	client := testredis.New(t)
	instance := newLagging(t, client, false)
	instance.want(t, 1, "primary") // caches the user
	commands := &counter{}
	client.AddHook(commands)
	instance.want(t, 1, "primary")
	instance.do(t, "PUT", "/write", 1)
	instance.gate.Users.Pin(t.Context(), 1)
	if want := 2 * 3; commands.sent != want { // for each request, the limit's two and the user's
		t.Errorf("%d commands were sent, want %d", commands.sent, want)
	}
}

// counter counts the commands of a Redis client.
type counter struct{ sent int }

func (*counter) DialHook(next goredis.DialHook) goredis.DialHook { return next }

func (c *counter) ProcessHook(next goredis.ProcessHook) goredis.ProcessHook {
	return func(ctx context.Context, cmd goredis.Cmder) error {
		c.sent++
		return next(ctx, cmd)
	}
}

func (c *counter) ProcessPipelineHook(next goredis.ProcessPipelineHook) goredis.ProcessPipelineHook {
	return func(ctx context.Context, cmds []goredis.Cmder) error {
		c.sent += len(cmds)
		return next(ctx, cmds)
	}
}
