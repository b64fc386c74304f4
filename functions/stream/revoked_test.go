package stream

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"testing"
	"time"

	"social.example/functions/account"
	"social.example/functions/users"
	"social.example/infra/local/pubsub"
	"social.example/shared/backend"
	"social.example/shared/live"
	"social.example/shared/password"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/topic"
)

// wantEnd fails the test unless the stream ends without an error, and the other continues.
func wantEnd(t *testing.T, name string, ends, stays <-chan error) {
	t.Helper()
	select {
	case err := <-ends:
		if !errors.Is(err, io.EOF) {
			t.Errorf("%s: the stream ended with %v, want EOF", name, err)
		}
	case <-time.After(time.Minute):
		t.Errorf("%s: the stream did not end", name)
	}
	select {
	case err := <-stays:
		t.Errorf("%s: another stream ended with %v", name, err)
	default:
	}
}

// session returns a listener of a new session of the user, and its id.
func (i instance) session(t *testing.T, user social.Actor) (*listener, int64) {
	t.Helper()
	id := factory.Session(t, i.db, user)
	return newListener(t, apitest.SessionToken(t, user.ID, id)), id
}

// TestAStreamEndsAtOnceWhenAccessIsRevoked sets a recheck interval longer than the
// test, so that only the message about the change can end the stream.
func TestAStreamEndsAtOnceWhenAccessIsRevoked(t *testing.T) {
	t.Parallel()
	limits := live.DefaultLimits
	limits.Recheck, limits.Heartbeat = time.Hour, time.Hour
	config := testConfig(t)
	i := serve(t, config, limits)
	function, err := users.New(users.Config{Postgres: config.Postgres, Redis: config.Redis, Tokens: config.Tokens, Limits: config.Limits})
	admin := apitest.Client{Handler: apitest.Serve(t, function, err), Token: apitest.Token(t, factory.User(t, i.db, social.Admin).ID)}
	for _, act := range []string{"deactivate", "sign-out"} {
		viewer, listener := i.member(t)
		_, other := i.member(t)
		ends, stays := listener.start(i.url, ""), other.start(i.url, "")
		admin.Do(t, "PUT", fmt.Sprintf("/v1/users/%d/%s", viewer.ID, act), nil).Want(t, http.StatusNoContent)
		wantEnd(t, act, ends, stays)
	}
}

// The other session of the user keeps its stream.
func TestAStreamEndsAtOnceWithItsSession(t *testing.T) {
	t.Parallel()
	limits := live.DefaultLimits
	limits.Recheck, limits.Heartbeat = time.Hour, time.Hour
	config := testConfig(t)
	i := serve(t, config, limits)
	emulator, err := pubsub.StartTopic(t.Context(), "project", "email")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = emulator.Close() })
	function, err := account.New(account.Config{
		Config:    backend.Config{Postgres: config.Postgres, Redis: config.Redis, Tokens: config.Tokens, Limits: config.Limits},
		Passwords: password.Config{Cost: 4},
		Topic:     topic.Config{Project: "project", Email: "email", Emulator: emulator.Address},
	})
	served := apitest.Serve(t, function, err)
	for _, path := range []string{"/v1/account/sessions/%d", "/v1/account/sessions"} {
		viewer := factory.User(t, i.db, social.Member)
		listener, id := i.session(t, viewer)
		other, _ := i.session(t, viewer)
		ends, stays := listener.start(i.url, ""), other.start(i.url, "")
		if path != "/v1/account/sessions" {
			path = fmt.Sprintf(path, id)
		}
		apitest.Client{Handler: served, Token: other.token}.Do(t, "DELETE", path, nil).Want(t, http.StatusNoContent)
		wantEnd(t, "DELETE "+path, ends, stays)
	}
}

// No message announces the change.
func TestStreamEndsWhenAccessIsRevoked(t *testing.T) {
	t.Parallel()
	for name, revoke := range map[string]string{
		"deactivated":           `UPDATE users SET is_active = false WHERE id = $1`,
		"signed out everywhere": `UPDATE users SET tokens_valid_after = now() + interval '1 minute' WHERE id = $1`,
		"deleted":               `DELETE FROM users WHERE id = $1`,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			config := testConfig(t)
			config.Redis = redis.Config{}
			i := serve(t, config, hurried())
			viewer, listener := i.member(t)
			_, other := i.member(t)
			ends, stays := listener.start(i.url, ""), other.start(i.url, "")
			testdb.Exec(t, i.db, revoke, viewer.ID)
			wantEnd(t, name, ends, stays)
		})
	}
}

// No message announces the end.
func TestStreamEndsWithItsSession(t *testing.T) {
	t.Parallel()
	config := testConfig(t)
	config.Redis = redis.Config{}
	i := serve(t, config, hurried())
	viewer := factory.User(t, i.db, social.Member)
	listener, id := i.session(t, viewer)
	other, _ := i.session(t, viewer)
	ends, stays := listener.start(i.url, ""), other.start(i.url, "")
	if _, err := (store.Sessions{DB: i.db}).End(t.Context(), viewer.ID, id); err != nil {
		t.Fatal(err)
	}
	wantEnd(t, "its session", ends, stays)
}
