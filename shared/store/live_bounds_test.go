package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/migrations"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// shifted returns a database with an adjustable clock: its functions resolve
// these clock functions before PostgreSQL's own.
func shifted(t *testing.T) (db *pgxpool.Pool, shift func(clock, start string)) {
	t.Helper()
	db = testdb.New(t)
	owner := testdb.Owner(t, db)
	testdb.Exec(t, owner, `
		CREATE SCHEMA clock;
		CREATE TABLE clock.shift (clock interval, start interval);
		INSERT INTO clock.shift VALUES ('0', '0');
		CREATE FUNCTION clock.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
			$$ SELECT pg_catalog.clock_timestamp() + s.clock FROM clock.shift s $$;
		CREATE FUNCTION clock.statement_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
			$$ SELECT pg_catalog.statement_timestamp() + s.clock FROM clock.shift s $$;
		CREATE FUNCTION clock.now() RETURNS timestamptz LANGUAGE sql VOLATILE AS
			$$ SELECT pg_catalog.now() + s.clock + s.start FROM clock.shift s $$;
		GRANT USAGE ON SCHEMA clock TO app;
		GRANT SELECT ON clock.shift TO app;
		DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = clock, pg_catalog, public', current_database()); END $$`,
		pgx.QueryExecModeSimpleProtocol)
	return db, func(clock, start string) {
		t.Helper()
		testdb.Exec(t, owner, `UPDATE clock.shift SET clock = $1::text::interval, start = $2::text::interval`, clock, start)
	}
}

func create(t *testing.T, db *pgxpool.Pool, author social.Actor) social.Post {
	t.Helper()
	post, _, err := store.Posts{DB: db}.Create(t.Context(), author.ID, social.PostDraft{Title: "t", Content: "c"}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return post
}

func TestAPostIsNeverBeforeOneThatWasHandedOut(t *testing.T) {
	t.Parallel()
	db, shift := shifted(t)
	author := factory.User(t, db, social.Member)
	first := create(t, db, author)
	at := horizon(t, db, time.Time{}, 100)
	if !at.At.After(first.CreatedAt) {
		t.Fatalf("the horizon %[2]v is not after the post of %[1]v", first.CreatedAt, at.At)
	}
	shift("-5 seconds", "0")
	late := create(t, db, author)
	if late.CreatedAt.Before(at.At) {
		t.Errorf("the new post of %v is before the horizon %v that was already read", late.CreatedAt, at.At)
	}
	next := horizon(t, db, at.At, 100)
	if ids, _ := deliver(t, db, at.At, next.At, author.ID); len(ids) != 1 || ids[0] != late.ID {
		t.Errorf("delivered %v, want post %d", ids, late.ID)
	}
}

func TestAClockFarAheadDoesNotLast(t *testing.T) {
	t.Parallel()
	db, shift := shifted(t)
	author := factory.User(t, db, social.Member)
	shift("1 hour", "0")
	ahead := create(t, db, author)
	shift("0", "0")
	if post := create(t, db, author); post.CreatedAt.After(ahead.CreatedAt.Add(-time.Minute)) {
		t.Errorf("the new post of %v sorts after one of a wrong clock, %v", post.CreatedAt, ahead.CreatedAt)
	}
	if end := horizon(t, db, time.Time{}, 100).End; end.After(ahead.CreatedAt) {
		t.Errorf("the end of the posts is %v, in the future", end)
	}
}

// bounded returns a database with the timeouts that the migrations set. A copy of the
// template has none.
func bounded(t *testing.T) *pgxpool.Pool {
	t.Helper()
	config := testdb.Config(t)
	config.URL = testdb.Empty(t)
	if err := migrations.Up(config.URL); err != nil {
		t.Fatal(err)
	}
	return testdb.Open(t, config)
}

// TestTheDatabaseEndsAStatementWhoseFunctionWasKilled runs a statement that nobody
// cancels.
func TestTheDatabaseEndsAStatementWhoseFunctionWasKilled(t *testing.T) {
	t.Parallel()
	conn, err := pgx.Connect(t.Context(), bounded(t).Config().ConnString())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	_, err = conn.Exec(t.Context(), `SELECT pg_sleep(60)`)
	if ended, ok := errors.AsType[*pgconn.PgError](err); !ok || ended.Code != "57014" {
		t.Errorf("got %v, want the error of a canceled statement", err)
	}
}

// TestTheDatabaseNoticesWithinSecondsThatAClientIsGone reads the settings in force:
// only a network that breaks would show their effect.
func TestTheDatabaseNoticesWithinSecondsThatAClientIsGone(t *testing.T) {
	t.Parallel()
	var idle, interval, count int
	err := bounded(t).QueryRow(t.Context(), `
		SELECT current_setting('tcp_keepalives_idle')::integer, current_setting('tcp_keepalives_interval')::integer,
			current_setting('tcp_keepalives_count')::integer`).Scan(&idle, &interval, &count)
	if err != nil || idle == 0 || interval == 0 || count == 0 || idle+interval*count > 30 {
		t.Errorf("keepalives after %d s, then each %d s, %d times, %v; want at most 30 s", idle, interval, count, err)
	}
}

func TestAHungTransactionOfOursEnds(t *testing.T) {
	t.Parallel()
	db := bounded(t)
	author := factory.User(t, db, social.Member)
	tx, err := db.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	testdb.Exec(t, tx, `INSERT INTO posts (user_id, title, content) VALUES ($1, 't', 'c')`, author.ID)
	if h := horizon(t, db, time.Time{}, 100); !h.Behind || h.PID == 0 {
		t.Errorf("while a post is being written, the horizon is %+v, want it behind with a PID", h)
	}
	for deadline := time.Now().Add(time.Minute); horizon(t, db, time.Time{}, 100).Behind; time.Sleep(100 * time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the transaction did not end")
		}
	}
	// After half a minute, the horizon passes a transaction that still runs.
	if _, err := tx.Exec(t.Context(), `SELECT`); err == nil {
		t.Error("the transaction was passed, but did not end")
	}
}

// TestALockThatIsTooOldHidesNoPost holds a lock of the writers' form in a session
// that writes no post.
func TestALockThatIsTooOldHidesNoPost(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	author := factory.User(t, db, social.Member)
	from := horizon(t, db, time.Time{}, 100).At
	err := pgx.BeginFunc(t.Context(), db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(t.Context(), `
			SELECT pg_advisory_xact_lock_shared(-(extract(epoch FROM now() - interval '31 seconds') * 1000000)::bigint)`); err != nil {
			return err
		}
		post := create(t, db, author)
		h := horizon(t, db, from, 100)
		if !h.At.After(post.CreatedAt) || h.Age < 31*time.Second || h.PID == 0 {
			t.Errorf("with an old lock and a post of %v, the horizon is %+v, want it after the post with an age and a PID", post.CreatedAt, h)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestAWriterThatIsTooOldCommitsNoPost(t *testing.T) {
	t.Parallel()
	db, shift := shifted(t)
	author := factory.User(t, db, social.Member)
	shift("0", "-21 seconds")
	_, _, err := store.Posts{DB: db}.Create(t.Context(), author.ID, social.PostDraft{Title: "t", Content: "c"}, nil)
	if err == nil {
		t.Error("a transaction of 21 seconds committed a post")
	}
}
