package store_test

import (
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// The limits of codes depend on this: a session created later needed a code.
func TestTwoStepSignInIsOnSinceAfterEverySessionWithoutACode(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	user := factory.User(t, db, social.Member)
	accounts := store.Accounts{DB: db}
	secret := func() store.Secret {
		secret, err := accounts.Secret(t.Context(), factory.Email(user.Username))
		if err != nil {
			t.Fatal(err)
		}
		return secret
	}
	if got := secret().TOTP; got.IsOn || got.Since.After(time.Unix(0, 0)) {
		t.Errorf("before two-step sign-in is begun: got %+v, want it off", got)
	}
	sealed := store.SealedSecret{KeyID: "k1", Text: []byte("sealed")}
	if err := accounts.BeginTOTP(t.Context(), secret(), sealed); err != nil {
		t.Fatal(err)
	}
	// A sign-in has locked the user, and creates its session after the other
	// transaction has begun to wait.
	tx, err := db.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = tx.Rollback(t.Context()) }()
	testdb.Exec(t, tx, `SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE`, user.ID)
	turned := make(chan error)
	go func() {
		_, err := accounts.TurnTOTPOn(t.Context(), user.ID, store.Factor{Step: 1, Secret: sealed}, nil, social.Act{})
		turned <- err
	}()
	for waits := false; !waits; time.Sleep(10 * time.Millisecond) {
		if err := db.QueryRow(t.Context(), `
			SELECT EXISTS (SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock')`).Scan(&waits); err != nil {
			t.Fatal(err)
		}
	}
	var created time.Time
	if err := tx.QueryRow(t.Context(), `SELECT clock_timestamp()`).Scan(&created); err != nil {
		t.Fatal(err)
	}
	if err := tx.Commit(t.Context()); err != nil {
		t.Fatal(err)
	}
	if err := <-turned; err != nil {
		t.Fatal(err)
	}
	if got := secret().TOTP; !got.IsOn || !got.Since.After(created) {
		t.Errorf("two-step sign-in is %+v, want it on since after the last session without a code, of %s", got, created)
	}
}
