package store_test

import (
	"crypto/sha256"
	"fmt"
	"reflect"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

const hash = "$2a$04$aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

func registration(name, email string) social.Registration {
	return social.Registration{Username: name, Email: email, Password: factory.Password}
}

// register stores a registration and returns its e-mail's id.
func register(t testing.TB, db *pgxpool.Pool, name, email string) int64 {
	t.Helper()
	created, id, err := store.Accounts{DB: db}.Register(t.Context(), registration(name, email), hash)
	if err != nil || id == 0 || created.IsZero() {
		t.Fatalf("registering %s: got the time %v, e-mail %d and %v, want a time and an e-mail", name, created, id, err)
	}
	return id
}

// addToken adds the token to the e-mail, for the registration that it is about.
func addToken(t testing.TB, db *pgxpool.Pool, email int64, token string) bool {
	t.Helper()
	var user int64
	err := db.QueryRow(t.Context(), `SELECT coalesce(max(user_id), 0) FROM emails WHERE id = $1`, email).Scan(&user)
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(token))
	e := store.Email{ID: email, Registrations: []store.Pending{{UserID: user}}}
	waiting, err := store.Outbox{DB: db}.AddTokens(t.Context(), e, [][]byte{sum[:]})
	if err != nil {
		t.Fatal(err)
	}
	return len(waiting) == 1
}

func activate(t testing.TB, db *pgxpool.Pool, token string) (social.Actor, error) {
	t.Helper()
	sum := sha256.Sum256([]byte(token))
	return store.Accounts{DB: db}.Activate(t.Context(), sum[:])
}

func TestAccountIsPendingUntilItsTokenIsUsed(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	accounts := store.Accounts{DB: db}
	addToken(t, db, register(t, db, "Maya", "Maya@example.com"), "token")
	secret := func() store.Secret {
		t.Helper()
		secret, err := accounts.Secret(t.Context(), "MAYA@EXAMPLE.COM")
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	if got := secret(); got.UserID != 0 || got.Hash != "" || got.Active {
		t.Errorf("registration: got secret %+v, want none", got)
	}
	actor, err := activate(t, db, "token")
	want := social.Actor{ID: actor.ID, Username: "Maya", Level: social.Member, Active: true, Version: 2}
	actor.TokensValidAfter = time.Time{}
	if err != nil || !reflect.DeepEqual(actor, want) {
		t.Errorf("activated %+v, %v; want %+v", actor, err, want)
	}
	if got := secret(); got.UserID != actor.ID || got.Hash != hash || !got.Active {
		t.Errorf("account: got secret %+v, want that of user %d", got, actor.ID)
	}
	if _, err := activate(t, db, "token"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("activating again: got %v, want NotFound", err)
	}
}

func TestSecretOfAnUnknownAddressIsEmpty(t *testing.T) {
	t.Parallel()
	secret, err := store.Accounts{DB: testdb.New(t)}.Secret(t.Context(), "nobody@example.com")
	if err != nil || secret.UserID != 0 || secret.Hash != "" || secret.Active || secret.TOTP.IsOn {
		t.Errorf("got %+v, %v, want an empty secret", secret, err)
	}
}

func TestRegisterRefusesATakenName(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	active := factory.User(t, db, social.Member)
	register(t, db, "pending", "pending@example.com")
	register(t, db, "decoy", factory.Email(active.Username))
	for _, name := range []string{active.Username, "pending", "PENDING", "decoy"} {
		_, id, err := store.Accounts{DB: db}.Register(t.Context(), registration(name, "new@example.com"), hash)
		if fault.KindOf(err) != fault.Conflict || id != 0 {
			t.Errorf("%s: got e-mail %d and %v, want Conflict", name, id, err)
		}
	}
}

func TestRenewWaitsAMinuteAndKillsOlderTokens(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	accounts, emails := store.Accounts{DB: db}, store.Outbox{DB: db}
	renew := func() int64 {
		id, err := accounts.Renew(t.Context(), "Maya@example.com")
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	id := register(t, db, "maya", "maya@example.com")
	addToken(t, db, id, "old-token")
	sent(t, db, id)
	pass(t, db, "61 seconds")
	fresh := renew()
	if fresh == 0 || renew() != fresh {
		t.Error("want one mail, and the same one for an immediate second renewal")
	}
	claimed, err := emails.Claim(t.Context(), fresh)
	if err != nil || claimed == nil {
		t.Fatal(claimed, err)
	}
	sum := sha256.Sum256([]byte("new-token"))
	if waiting, err := emails.AddTokens(t.Context(), *claimed, [][]byte{sum[:]}); err != nil || len(waiting) != 1 {
		t.Fatal(waiting, err)
	}
	if _, err := activate(t, db, "old-token"); fault.KindOf(err) != fault.NotFound {
		t.Errorf("activating with the older token: got %v, want NotFound", err)
	}
	if _, err := activate(t, db, "new-token"); err != nil {
		t.Error(err)
	}
	if renewable(t, db, "maya@example.com") {
		t.Error("the mail of an active account has a link")
	}
}

// Two mails of one registration have two tokens. If both are used at once, one
// activates the account, and neither blocks forever.
func TestTwoTokensOfAnAccountActivateOnce(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	for round := range 100 {
		name := fmt.Sprint("user_", round)
		id := register(t, db, name, factory.Email(name))
		var successes atomic.Int64
		var group sync.WaitGroup
		for _, token := range []string{name + " first", name + " second"} {
			addToken(t, db, id, token)
		}
		for _, token := range []string{name + " first", name + " second"} {
			group.Go(func() {
				switch _, err := activate(t, db, token); {
				case err == nil:
					successes.Add(1)
				case fault.KindOf(err) != fault.NotFound:
					t.Error(err)
				}
			})
		}
		group.Wait()
		if successes.Load() != 1 {
			t.Fatalf("round %d: %d activations, want 1", round, successes.Load())
		}
	}
}
