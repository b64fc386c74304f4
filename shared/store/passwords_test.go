package store_test

import (
	"crypto/sha256"
	"errors"
	"strings"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestChangePasswordEndsAllSessionsButTheCurrentOne(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	accounts, user := store.Accounts{DB: db}, factory.User(t, db, social.Member)
	known, err := accounts.Known(t.Context(), user.ID)
	if err != nil {
		t.Fatal(err)
	}
	var started [3]store.Started
	for i := range started {
		family := sha256.Sum256([]byte{byte(i)})
		started[i], err = store.Sessions{DB: db}.Create(t.Context(), store.Start{
			Secret: known.Secret, Device: "curl", DeviceID: make([]byte, 16), FamilyHash: family[:], TokenHash: family[:], Lifetime: time.Hour,
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	hash := "$2a$04$" + strings.Repeat("a", 53)
	changed, _, err := accounts.ChangePassword(t.Context(), known.Secret, hash, started[1].Session.ID, social.Act{})
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range started {
		if got := changed.Admits(s.Session.ID, s.Since); got != (i == 1) {
			t.Errorf("session %d is admitted: %t, want only session 1", i, got)
		}
	}
	if _, _, err := accounts.ChangePassword(t.Context(), known.Secret, hash, 0, social.Act{}); !errors.Is(err, store.ErrOutdated) {
		t.Errorf("replacing the old password again: got %v, want ErrOutdated", err)
	}
}
