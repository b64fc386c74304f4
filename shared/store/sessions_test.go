package store_test

import (
	"strings"
	"testing"
	"time"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// A user signs in and out repeatedly, while other sessions of theirs stay open.
func TestEndedSessionsNeverGrowTheUserThatIsCached(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	sessions, user := store.Sessions{DB: db}, factory.User(t, db, social.Member)
	var alive []int64
	for round := range 1000 {
		if round%200 == 0 {
			alive = append(alive, factory.Session(t, db, user))
		}
		ended := factory.Session(t, db, user)
		actor, err := sessions.End(t.Context(), user.ID, ended)
		if err != nil {
			t.Fatal(err)
		}
		if actor.Version <= user.Version {
			t.Fatalf("round %d: got version %d, want more than %d", round, actor.Version, user.Version)
		}
		user = actor
		if user.Admits(ended, time.Now()) || len(user.Alive) > len(alive) {
			t.Fatalf("round %d: session %d of %+v is admitted, or too many are listed as alive", round, ended, user)
		}
	}
	for _, session := range append(alive, factory.Session(t, db, user)) {
		if !user.Admits(session, time.Now()) {
			t.Errorf("session %d has not ended, but is refused by %+v", session, user)
		}
	}
	loaded, err := store.Users{DB: db}.Actor(t.Context(), user.ID)
	if err != nil || len(loaded.Alive) != len(alive) || loaded.EndedThrough != user.EndedThrough {
		t.Errorf("loaded %+v, %v; want %+v", loaded, err, user)
	}
}

func TestASessionNeedsTheSecretThatIsInForce(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	user := factory.User(t, db, social.Member)
	accounts, sessions := store.Accounts{DB: db}, store.Sessions{DB: db}
	secret, err := accounts.Secret(t.Context(), factory.Email(user.Username))
	if err != nil {
		t.Fatal(err)
	}
	other := "$2a$04$" + strings.Repeat("a", 53)
	if err := accounts.ReplaceHash(t.Context(), secret, other); err != nil {
		t.Fatal(err)
	}
	start := store.Start{Secret: secret, Device: "Device", DeviceID: make([]byte, 16), Lifetime: time.Hour}
	if _, err := sessions.Create(t.Context(), start); err != store.ErrOutdated { //nolint:errorlint // it is not wrapped
		t.Errorf("after a change of the password: got %v, want ErrOutdated", err)
	}
	start.Secret.Hash = other
	factory.Deactivate(t, db, user)
	if _, err := sessions.Create(t.Context(), start); err != store.ErrOutdated { //nolint:errorlint // it is not wrapped
		t.Errorf("after a deactivation: got %v, want ErrOutdated", err)
	}
}

// Functions from before there were sessions sign users out without ending them.
func TestSigningOutInTheDatabaseEndsTheSessions(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	sessions := store.Sessions{DB: db}
	for _, change := range []string{
		`UPDATE users SET tokens_valid_after = now() WHERE id = $1`,
		`UPDATE users SET is_active = false WHERE id = $1`,
	} {
		user := factory.User(t, db, social.Member)
		session := factory.Session(t, db, user)
		testdb.Exec(t, db, change, user.ID)
		if left, err := sessions.List(t.Context(), user.ID, 0); err != nil || len(left) > 0 {
			t.Errorf("%s: got the sessions %+v, %v, want none", change, left, err)
		}
		if _, err := sessions.End(t.Context(), user.ID, session); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: ending the session: got %v, want NotFound", change, err)
		}
	}
}

func TestSessionsAreDeletedADayAfterTheyEnded(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	user := factory.User(t, db, social.Member)
	kept, ended, expired := factory.Session(t, db, user), factory.Session(t, db, user), factory.Session(t, db, user)
	fresh := factory.Session(t, db, user)
	for sql, id := range map[string]int64{
		`UPDATE sessions SET ended_at = now() - interval '25 hours' WHERE id = $1`:   ended,
		`UPDATE sessions SET expires_at = now() - interval '25 hours' WHERE id = $1`: expired,
		`UPDATE sessions SET ended_at = now() - interval '23 hours' WHERE id = $1`:   fresh,
	} {
		testdb.Exec(t, db, sql, id)
	}
	if err := (store.Outbox{DB: db}).Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left []int64
	if err := db.QueryRow(t.Context(), `SELECT array_agg(id ORDER BY id) FROM sessions`).Scan(&left); err != nil {
		t.Fatal(err)
	}
	if len(left) != 2 || left[0] != kept || left[1] != fresh {
		t.Errorf("%v are left, want %d and %d", left, kept, fresh)
	}
}
