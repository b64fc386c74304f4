package store_test

import (
	"context"
	"crypto/sha256"
	"fmt"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// query returns the value of a query with one row and one column.
func query[T any](t testing.TB, db *pgxpool.Pool, sql string, args ...any) (value T) {
	t.Helper()
	if err := db.QueryRow(t.Context(), sql, args...).Scan(&value); err != nil {
		t.Fatal(err)
	}
	return value
}

// names returns the usernames of all users, in alphabetical order.
func names(t testing.TB, db *pgxpool.Pool) string {
	t.Helper()
	return query[string](t, db, `SELECT coalesce(string_agg(username::text, ' ' ORDER BY username), '') FROM users`)
}

// tryRegister registers and reports whether the name was free.
func tryRegister(t testing.TB, db *pgxpool.Pool, name, email string) bool {
	t.Helper()
	_, _, err := store.Accounts{DB: db}.Register(t.Context(), registration(name, email), hash)
	if err != nil && fault.KindOf(err) != fault.Conflict {
		t.Fatal(err)
	}
	return err == nil
}

// link registers, and adds a link for the registration to the newest mail to the
// address.
func link(t testing.TB, db *pgxpool.Pool, name, email, token string) bool {
	t.Helper()
	if !tryRegister(t, db, name, email) {
		t.Fatalf("%s is taken", name)
	}
	return carry(t, db, name, token)
}

func carry(t testing.TB, db *pgxpool.Pool, name, token string) bool {
	t.Helper()
	user := query[int64](t, db, `SELECT id FROM users WHERE username = $1`, name)
	mail := query[int64](t, db, `
		SELECT max(e.id) FROM emails e JOIN users u ON u.email = e.recipient WHERE u.id = $1`, user)
	sum := sha256.Sum256([]byte(token))
	e := store.Email{ID: mail, Registrations: []store.Pending{{UserID: user}}}
	waiting, err := store.Outbox{DB: db}.AddTokens(t.Context(), e, [][]byte{sum[:]})
	if err != nil {
		t.Fatal(err)
	}
	return len(waiting) == 1
}

func TestActivationEndsTheOtherRegistrationsOfItsAddress(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	link(t, db, "first", "maya@example.com", "token of the first")
	link(t, db, "second", "MAYA@example.com", "token of the second")
	register(t, db, "elsewhere", "kim@example.com")
	if actor, err := activate(t, db, "token of the first"); err != nil || actor.Username != "first" {
		t.Fatalf("activated %+v, %v, want first", actor, err)
	}
	if _, err := activate(t, db, "token of the second"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("activating with the other registration's token: got %v, want NotFound", err)
	}
	if got := names(t, db); got != "elsewhere first" {
		t.Errorf("the users %s remain, want elsewhere and first", got)
	}
	if n := query[int](t, db, `SELECT (SELECT count(*) FROM activation_tokens) + (SELECT count(*) FROM emails WHERE user_id NOT IN (SELECT id FROM users))`); n != 0 {
		t.Errorf("%d tokens and mails remain, want none", n)
	}
	register(t, db, "second", "new@example.com")
}

// A registration that was stored while another one of its address was activated
// cannot be activated, even if its mail has a link.
func TestActivationOfAnAddressThatHasAnAccountIsNotFound(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	link(t, db, "late", "maya@example.com", "late token")
	testdb.Exec(t, db, `
		INSERT INTO users (username, email, password_hash, is_active, activated_at)
		VALUES ('owner', 'maya@example.com', $1, true, now())`, hash)
	if _, err := activate(t, db, "late token"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("activating a second account of an address: got %v, want NotFound", err)
	}
	if carry(t, db, "late", "another") {
		t.Error("a mail got a link that can't work")
	}
}

// Activate ends in time however many registrations a flood leaves.
func TestActivationEndsABoundedNumberOfRegistrations(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	testdb.Exec(t, db, `
		INSERT INTO users (username, email, password_hash)
		SELECT 'flood_' || n, 'maya@example.com', $1 FROM generate_series(1, 300) n`, hash)
	addToken(t, db, register(t, db, "maya", "maya@example.com"), "token")
	if _, err := activate(t, db, "token"); err != nil {
		t.Fatal(err)
	}
	if n := query[int](t, db, `SELECT count(*) FROM users`); n != 201 {
		t.Errorf("%d users remain, want the account and 200 registrations", n)
	}
	if renewable(t, db, "maya@example.com") {
		t.Error("a mail has a link for a registration that can't be activated")
	}
}

// renewable reports whether a new renewal mail to the address has a link.
func renewable(t testing.TB, db *pgxpool.Pool, address string) bool {
	t.Helper()
	id, err := store.Accounts{DB: db}.Renew(t.Context(), address)
	if err != nil || id == 0 {
		t.Fatalf("got e-mail %d, %v, want one", id, err)
	}
	pass(t, db, "61 seconds")
	claimed, err := store.Outbox{DB: db}.Claim(t.Context(), id)
	if err != nil || claimed == nil || claimed.Kind != "renewal" {
		t.Fatalf("claimed %+v, %v, want a renewal", claimed, err)
	}
	return len(claimed.Registrations) > 0
}

// back moves all registrations, their links and the deliveries into the past.
func back(t testing.TB, db *pgxpool.Pool, interval string) {
	t.Helper()
	for _, sql := range []string{
		`UPDATE users SET created_at = created_at - $1::text::interval`,
		`UPDATE activation_tokens SET expires_at = expires_at - $1::text::interval`,
		`UPDATE deliveries SET handed_at = handed_at - $1::text::interval`,
	} {
		testdb.Exec(t, db, sql, interval)
	}
}

// A name is held as long if its address has an account, which gets no links, so nobody can
// tell whether it has.
func TestANameIsHeldFor72HoursWhateverItsAddress(t *testing.T) {
	t.Parallel()
	for _, hasAccount := range []bool{false, true} {
		db := testdb.New(t)
		address, users := "maya@example.com", 1
		if hasAccount {
			address, users = factory.Email(factory.User(t, db, social.Member).Username), 2
		}
		sent(t, db, register(t, db, "Maya", address))
		back(t, db, "71 hours 59 minutes")
		for _, by := range []string{"kim@example.com", address} {
			if tryRegister(t, db, "maya", by) {
				t.Fatalf("%s got the name of a pending registration", by)
			}
		}
		if renewable(t, db, address) == hasAccount || carry(t, db, "maya", "renewed") == hasAccount {
			t.Fatalf("the address has an account: %t, and its mail a link: %t", hasAccount, !hasAccount)
		}
		back(t, db, "2 minutes")
		pass(t, db, "2 minutes")
		if renewable(t, db, address) {
			t.Error("mails extend a registration without limit")
		}
		register(t, db, "maya", "kim@example.com") // no purge is needed
		if n := query[int](t, db, `SELECT count(*) FROM users`); n != users {
			t.Errorf("%d users, want %d: the account, if any, and the new registration", n, users)
		}
		if _, err := activate(t, db, "renewed"); fault.KindOf(err) != fault.NotFound {
			t.Errorf("activating a registration whose name was taken: got %v, want NotFound", err)
		}
	}
}

// Nobody else has taken the name.
func TestALinkThatWasMailedLateWorks(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	sent(t, db, register(t, db, "maya", "maya@example.com"))
	back(t, db, "71 hours 59 minutes")
	if !renewable(t, db, "maya@example.com") || !carry(t, db, "maya", "renewed") {
		t.Fatal("no mail within 72 hours")
	}
	back(t, db, "71 hours 59 minutes")
	if _, err := activate(t, db, "renewed"); err != nil {
		t.Error(err)
	}
}

// A registration whose links have expired and were purged looks like one that no mail
// had a link for.
func TestAnExpiredRegistrationIsNotRenewedByAnotherOfItsAddress(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	emails := store.Outbox{DB: db}
	sent(t, db, register(t, db, "maya", "maya@example.com"))
	back(t, db, "72 hours 1 minute")
	if err := emails.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}

	claimed, err := emails.Claim(t.Context(), register(t, db, "another", "maya@example.com"))
	if err != nil || claimed == nil {
		t.Fatal(claimed, err)
	}
	if len(claimed.Registrations) != 1 || claimed.Registrations[0].Username != "another" {
		t.Errorf("the mail has links for %v, want one for the new registration", claimed.Registrations)
	}
	sum := sha256.Sum256([]byte("another"))
	if _, err := emails.AddTokens(t.Context(), *claimed, [][]byte{sum[:]}); err != nil {
		t.Fatal(err)
	}
	if err := emails.MarkSent(t.Context(), *claimed); err != nil {
		t.Fatal(err)
	}
	if n := query[int](t, db, `SELECT count(*) FROM emails WHERE sent_at IS NULL`); n != 0 {
		t.Errorf("%d more mails wait, want none for the expired registration", n)
	}
	if !tryRegister(t, db, "maya", "kim@example.com") {
		t.Error("the name is still held")
	}
}

func TestNamesOfAccountsAreHeldForever(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	active := factory.User(t, db, social.Member)
	deactivated := factory.Deactivate(t, db, factory.User(t, db, social.Member))
	testdb.Exec(t, db, `UPDATE users SET created_at = created_at - interval '10 years'`)
	for _, name := range []string{active.Username, deactivated.Username} {
		if tryRegister(t, db, name, "kim@example.com") {
			t.Errorf("the name %s was taken from its account", name)
		}
	}
}

func TestReservedNamesAreTaken(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	for _, name := range []string{"admin", "Admin", "ADMINISTRATOR", "moderator", "support", "system", "root", "help", "me", "null"} {
		if tryRegister(t, db, name, "kim@example.com") {
			t.Errorf("the name %s is free", name)
		}
	}
	for _, name := range []string{"admin_2", "administer", "mel", "helpful"} {
		register(t, db, name, factory.Email(name))
	}
}

// All links of an address are opened at once: one gets the account, and there is
// no deadlock.
func TestSimultaneousActivationsOfOneAddressMakeOneAccount(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	for round := range 100 {
		address := fmt.Sprintf("address%d@example.com", round)
		for i := range racers {
			name := fmt.Sprintf("name_%d_%d", round, i)
			link(t, db, name, address, "token of "+name)
		}
		var mutex sync.Mutex
		var won []string
		var group sync.WaitGroup
		for i := range racers {
			group.Go(func() {
				name := fmt.Sprintf("name_%d_%d", round, i)
				actor, err := activate(t, db, "token of "+name)
				if err != nil && fault.KindOf(err) != fault.NotFound {
					t.Error(err)
				}
				mutex.Lock()
				defer mutex.Unlock()
				if err == nil {
					won = append(won, actor.Username)
				}
			})
		}
		group.Wait()
		left := query[string](t, db, `SELECT string_agg(username::text, ' ') FROM users WHERE email = $1`, address)
		if len(won) != 1 || left != strings.Join(won, " ") {
			t.Fatalf("round %d: %q activated, %q remain, want one that remains alone", round, won, left)
		}
	}
	if n := deadlocks(t.Context(), t, db); n != 0 {
		t.Errorf("%d deadlocks", n)
	}
}

func deadlocks(ctx context.Context, t testing.TB, db *pgxpool.Pool) (n int) {
	t.Helper()
	if err := db.QueryRow(ctx, `SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
