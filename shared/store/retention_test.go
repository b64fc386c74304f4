package store_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// age moves all users, e-mails and activation tokens 31 days into the past.
func age(t testing.TB, db *pgxpool.Pool) {
	t.Helper()
	for _, sql := range []string{
		`UPDATE users SET created_at = created_at - interval '31 days'`,
		`UPDATE emails SET created_at = created_at - interval '31 days', sent_at = sent_at - interval '31 days',
			failed_at = failed_at - interval '31 days'`,
		`UPDATE activation_tokens SET expires_at = expires_at - interval '31 days'`,
	} {
		testdb.Exec(t, db, sql)
	}
}

// waits reports whether a registration with the name exists.
func waits(t testing.TB, db *pgxpool.Pool, name string) (there bool) {
	t.Helper()
	if err := db.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM users WHERE username = $1)`, name).Scan(&there); err != nil {
		t.Fatal(err)
	}
	return there
}

func TestPurgeDeletesWhatIsOldAndNothingElse(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	emails := store.Outbox{DB: db}
	member := factory.User(t, db, social.Member)
	decoyMail := register(t, db, "decoy", factory.Email(member.Username))
	deactivated := factory.Deactivate(t, db, factory.User(t, db, social.Member))
	old := register(t, db, "old", "old@example.com")
	addToken(t, db, old, "old")
	if err := errors.Join(emails.MarkSent(t.Context(), store.Email{ID: decoyMail}), emails.MarkRefused(t.Context(), store.Email{ID: old}, "refused")); err != nil {
		t.Fatal(err)
	}
	age(t, db)
	addToken(t, db, register(t, db, "young", "young@example.com"), "young")
	if err := emails.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left []string
	if err := db.QueryRow(t.Context(), `SELECT array_agg(username::text ORDER BY id) FROM users`).Scan(&left); err != nil {
		t.Fatal(err)
	}
	if want := []string{member.Username, deactivated.Username, "young"}; fmt.Sprint(left) != fmt.Sprint(want) {
		t.Errorf("remaining users: %q, want %q", left, want)
	}
	if _, err := activate(t, db, "young"); err != nil {
		t.Error(err)
	}
}

// A mail says that its link works for 72 h. That must be true however old the
// registration is.
func TestPurgeLeavesAnAccountThatCanStillBeActivated(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	emails := store.Outbox{DB: db}
	purge := func(when string, left bool) {
		t.Helper()
		if err := emails.Purge(t.Context()); err != nil || waits(t, db, "maya") != left {
			t.Fatalf("%s: %v, the account is there: %t, want %t", when, err, !left, left)
		}
	}
	id := register(t, db, "maya", "maya@example.com")
	age(t, db)
	purge("its mail was never sent", true)
	addToken(t, db, id, "late")
	if err := emails.MarkSent(t.Context(), store.Email{ID: id}); err != nil {
		t.Fatal(err)
	}
	purge("its mail was sent late", true)
	testdb.Exec(t, db, `UPDATE activation_tokens SET expires_at = now()`)
	purge("its last link has expired", false)
}

// Each statement ends in time however many rows there are to delete.
func TestPurgeDeletesAtMostABatchOfEach(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	member := factory.User(t, db, social.Member)
	mail := register(t, db, "maya", "maya@example.com")
	args := pgx.NamedArgs{"batch": store.PurgeBatch, "member": member.ID, "mail": mail}
	for _, sql := range []string{
		`INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
			SELECT sha256(n::text::bytea), @member, @mail, now() FROM generate_series(0, @batch::int) n`,
		`INSERT INTO idempotency_keys (user_id, key, request_hash, answer, created_at)
			SELECT @member, n::text, sha256(''), '{}', now() - interval '25 hours' FROM generate_series(0, @batch::int) n`,
		`INSERT INTO emails (kind, user_id, sent_at)
			SELECT 'renewal', @member, now() - interval '31 days' FROM generate_series(0, @batch::int) n`,
		`INSERT INTO users (username, email, password_hash, created_at)
			SELECT 'pending_' || n, n || '@example.com', password_hash, now() - interval '31 days'
			FROM generate_series(0, @batch::int) n, users WHERE id = @member`,
	} {
		testdb.Exec(t, db, sql, args)
	}
	for _, left := range []int{1, 0, 0} {
		if err := (store.Outbox{DB: db}).Purge(t.Context()); err != nil {
			t.Fatal(err)
		}
		for table, kept := range map[string]int{"activation_tokens": 0, "idempotency_keys": 0, "emails": 1, "users": 2} {
			var n int
			if err := db.QueryRow(t.Context(), "SELECT count(*) FROM "+table).Scan(&n); err != nil || n != kept+left {
				t.Errorf("%d rows in %s, %v; want %d", n, table, err, kept+left)
			}
		}
	}
}

func TestPurgeContinuesAfterAKindThatItCannotDelete(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	register(t, db, "old", "old@example.com")
	age(t, db)
	testdb.Exec(t, db, `UPDATE emails SET failed_at = now() - interval '31 days'`)
	testdb.Exec(t, testdb.Owner(t, db), `ALTER TABLE activation_tokens RENAME COLUMN hash TO elsewhere`)
	if err := (store.Outbox{DB: db}).Purge(t.Context()); err == nil {
		t.Error("the failure is not reported")
	}
	if n := query[int](t, db, `SELECT count(*) FROM emails`); n != 0 || waits(t, db, "old") {
		t.Errorf("%d old e-mails are left, the old registration is there: %t, want none and false", n, waits(t, db, "old"))
	}
}

// Deliveries count for a day and are not kept longer.
func TestPurgeForgetsDeliveriesAfterADay(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	for hours, left := range map[int]int{23: 1, 26: 0} {
		testdb.Exec(t, db, `
			INSERT INTO deliveries (email_id, recipient, handed_at) VALUES (1, 'maya@example.com', now() - $1 * interval '1 hour')
			ON CONFLICT (email_id) DO UPDATE SET handed_at = excluded.handed_at`, hours)
		if err := (store.Outbox{DB: db}).Purge(t.Context()); err != nil {
			t.Fatal(err)
		}
		var n int
		if err := db.QueryRow(t.Context(), `SELECT count(*) FROM deliveries`).Scan(&n); err != nil || n != left {
			t.Errorf("%d deliveries of %d hours ago remain, %v; want %d", n, hours, err, left)
		}
	}
}
