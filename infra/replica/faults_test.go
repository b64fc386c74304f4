package replica_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	pg "social.example/shared/postgres"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testproxy"
)

func TestReplicaThatIsFarBehindIsNotRead(t *testing.T) { //nolint:paralleltest // the tests share the replica
	w := newWorld(t)
	onlooker := newOnlooker(t, w, functions{"posts": w.instance(t, "posts"), "feed": w.instance(t, "feed"), "users": w.instance(t, "users")})
	onlooker.lag(t)
	onlooker.sees(t) // while the replay stands still
}

func TestReadersDoNotNoticeThatTheReplicaFails(t *testing.T) { //nolint:paralleltest // the tests share the replica
	for _, name := range []string{"refused", "reset", "cut off", "black hole", "killed"} {
		t.Run(name, func(t *testing.T) {
			w := newWorld(t)
			onlooker := newOnlooker(t, w, functions{"posts": w.instance(t, "posts")})
			onlooker.lag(t)
			if name == "killed" {
				standby.Kill()
			} else {
				testproxy.Faults[name](t, w.replica)
			}
			onlooker.sees(t)
			for range 20 {
				onlooker.change(t)
				onlooker.sees(t)
			}
			if name == "killed" { // it starts again, and is read again
				awaitStandby(t)
				onlooker.lag(t)
			}
		})
	}
}

// awaitStandby returns when the replica serves.
func awaitStandby(t *testing.T) {
	t.Helper()
	for {
		pool, err := pgxpool.New(t.Context(), standby.Maintenance())
		if err != nil {
			t.Fatal(err)
		}
		err = pool.Ping(t.Context())
		pool.Close()
		if err == nil {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}

func TestWithoutRedisThePrimaryIsRead(t *testing.T) { //nolint:paralleltest // the tests share the replica
	w := newWorld(t)
	onlooker := newOnlooker(t, w, functions{"posts": w.instance(t, "posts"), "feed": w.instance(t, "feed"), "users": w.instance(t, "users")})
	onlooker.lag(t)
	w.redis.Cut()
	for _, r := range onlooker.reads {
		if !onlooker.isNew(r.body(t)) {
			t.Errorf("%s is old", r.path)
		}
	}
	w.redis.Restore(t)
	for _, r := range onlooker.reads { // Redis has no note of the writes made meanwhile
		if !onlooker.isNew(r.body(t)) {
			t.Errorf("%s is old after Redis returned", r.path)
		}
	}
}

func TestAReplicaNeedsRedis(t *testing.T) { //nolint:paralleltest // the tests share the replica
	parts := []any{pg.ReplicaConfig{URL: copied.Functions}, settings(t), apitest.Tokens(t)}
	_, err := functionNamed("feed").New(parts...)
	if err == nil || !strings.Contains(err.Error(), "REDIS_URL") {
		t.Errorf("a function without Redis: got %v, want an error that names REDIS_URL", err)
	}
}

// Reads that may lag need no primary and write nothing to the replica: they work while
// the primary is cut off.
func TestReadsThatMayLagUseTheReplicaAlone(t *testing.T) { //nolint:paralleltest // the tests share the replica
	w := newWorld(t)
	user, client := w.member(t)
	author := factory.User(t, w.owner, social.Member)
	factory.Follow(t, w.owner, user, author)
	post := factory.Post(t, w.owner, author, "tag")
	comment := factory.Comment(t, w.owner, post, author)
	ofPost, ofAuthor := fmt.Sprintf("/v1/posts/%d", post.ID), fmt.Sprintf("/v1/users/%d", author.ID)
	for function, paths := range map[string][]string{
		"account":       {"/v1/account/bookmarks", "/v1/account/blocks", "/v1/account/mutes"},
		"feed":          {"/v1/users/feed", "/v1/users/feed?sort=asc", "/v1/users/feed?tags=tag", "/v1/users/feed?search=title", "/v1/users/feed?tags=tag,other"},
		"notifications": {"/v1/notifications", "/v1/notifications/unread"},
		"posts":         {ofPost, ofPost + "/likes", ofPost + "/comments", fmt.Sprintf("%s/comments/%d/replies", ofPost, comment.ID)},
		"users":         {"/v1/users", "/v1/users?search=user", ofAuthor, ofAuthor + "/followers", ofAuthor + "/following", ofAuthor + "/posts"},
	} {
		reader := client(w.instance(t, function))
		for _, path := range paths {
			for tries := 0; ; tries++ {
				resume(t)
				reader.Do(t, "GET", path, nil).Want(t, http.StatusOK) // looks at the replica, and caches the user
				w.primary.Cut()
				answer := reader.Do(t, "GET", path, nil)
				w.primary.Restore(t)
				if answer.Status == http.StatusOK {
					break
				}
				if tries == 100 {
					t.Fatalf("%s: status %d without the primary, want 200", path, answer.Status)
				}
				time.Sleep(50 * time.Millisecond)
			}
		}
	}
}

// The replay cancels statements of the replica that conflict with it. That is no failure
// of the replica.
func TestReplayCancelsOneStatement(t *testing.T) { //nolint:paralleltest // the tests share the replica
	w := newWorld(t)
	execute(t, standby.Maintenance(), `ALTER SYSTEM SET max_standby_streaming_delay = 0`)
	execute(t, standby.Maintenance(), `SELECT pg_reload_conf()`)
	factory.User(t, w.owner, social.Member)
	resume(t)
	config := settings(t)
	config.URL = copied.Functions
	db, err := pg.Open(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(db.Close)
	ended := make(chan error)
	go func() {
		_, err := db.Exec(t.Context(), `SELECT pg_sleep(60) FROM users`)
		ended <- err
	}()
	err = lockUsersUntil(t, w.owner, ended)
	if !pg.Retryable(err) || !pg.IsStatementError(err) || fault.KindOf(pg.Fault(err)) != fault.Unavailable {
		t.Errorf("got %v, want a statement error that can be retried", err)
	}
}

// lockUsersUntil repeatedly locks the table users, as a migration does, until ended
// delivers an error. It returns that error.
func lockUsersUntil(t *testing.T, owner *pgxpool.Pool, ended <-chan error) error {
	t.Helper()
	for {
		select {
		case err := <-ended:
			return err
		case <-time.After(10 * time.Millisecond):
		}
		err := pgx.BeginFunc(t.Context(), owner, func(tx pgx.Tx) error {
			_, err := tx.Exec(t.Context(), `LOCK TABLE users IN ACCESS EXCLUSIVE MODE`)
			return err
		})
		if err != nil {
			t.Error(err)
		}
	}
}
