package store_test

import (
	"crypto/sha256"
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// restoreLink stores a restore link of the user, as the mail about the deletion has
// it, and returns its hash.
func restoreLink(t testing.TB, db *pgxpool.Pool, id int64) []byte {
	t.Helper()
	hash := sha256.Sum256(fmt.Appendf(nil, "restore %d", id))
	testdb.Exec(t, db, `
		INSERT INTO links (hash, kind, user_id, email_id, address, expires_at)
		SELECT $2, 'restore', e.user_id, e.id, e.recipient, now() + interval '14 days'
		FROM emails e WHERE e.user_id = $1 AND e.kind = 'account_deleted' ORDER BY e.id DESC LIMIT 1
		ON CONFLICT (hash) DO NOTHING`, id, hash[:])
	return hash[:]
}

func TestRestoreDoesNotUndoADeactivation(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	users := store.Users{DB: db}
	admin := factory.User(t, db, social.Admin)
	for _, test := range []struct {
		acts   string // d: an admin deactivates the user, r: reactivates
		active bool   // after the restore
	}{
		{"", true}, {"d", false}, {"dr", true}, {"r", true}, {"rd", false}, {"ddrr", true},
	} {
		user := factory.User(t, db, social.Member)
		if _, err := users.Delete(t.Context(), factory.Secret(user), social.Act{}); err != nil {
			t.Fatal(err)
		}
		for _, act := range test.acts {
			do := users.Deactivate
			if act == 'r' {
				do = users.Reactivate
			}
			if changed, err := do(t.Context(), admin.ID, user.ID); err != nil || changed.Active {
				t.Errorf("%s: %v, active while deleted: %t, want false", test.acts, err, changed.Active)
			}
			if _, err := users.Get(t.Context(), user.ID, admin.ID); fault.KindOf(err) != fault.NotFound {
				t.Errorf("%s: reading a deleted user: got %v, want NotFound", test.acts, err)
			}
		}
		restored, err := users.Restore(t.Context(), restoreLink(t, db, user.ID))
		if err != nil || restored.Active != test.active {
			t.Errorf("%s: %v, active after the restore: %t, want %t", test.acts, err, restored.Active, test.active)
		}
		if _, err := users.Restore(t.Context(), restoreLink(t, db, user.ID)); fault.KindOf(err) != fault.NotFound {
			t.Errorf("%s: restoring again: got %v, want NotFound", test.acts, err)
		}
	}
}

func TestLastAdminCannotDeleteTheAccount(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	users := store.Users{DB: db}
	first, second := factory.User(t, db, social.Admin), factory.User(t, db, social.Admin)
	if _, err := users.Delete(t.Context(), factory.Secret(first), social.Act{}); err != nil {
		t.Fatal(err)
	}
	if _, err := users.Delete(t.Context(), factory.Secret(second), social.Act{}); fault.KindOf(err) != fault.Conflict {
		t.Errorf("the last admin: %v, want a conflict", err)
	}
	if _, err := users.Restore(t.Context(), restoreLink(t, db, first.ID)); err != nil {
		t.Fatal(err)
	}
	if _, err := users.Delete(t.Context(), factory.Secret(second), social.Act{}); err != nil {
		t.Errorf("deleting an admin after another was restored: %v", err)
	}
}

func TestRestoreFailsAfterTheGracePeriod(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	users := store.Users{DB: db}
	user := factory.User(t, db, social.Member)
	if _, err := users.Delete(t.Context(), factory.Secret(user), social.Act{}); err != nil {
		t.Fatal(err)
	}
	link := restoreLink(t, db, user.ID)
	if err := users.Erase(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := users.Actor(t.Context(), user.ID); err != nil {
		t.Errorf("erased within the grace period: %v", err)
	}
	expire(t, db)
	if _, err := users.Restore(t.Context(), link); fault.KindOf(err) != fault.NotFound {
		t.Errorf("restoring after the grace period: got %v, want NotFound", err)
	}
	if err := users.Erase(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := users.Actor(t.Context(), user.ID); fault.KindOf(err) != fault.NotFound {
		t.Errorf("not erased after the grace period: %v", err)
	}
}

// expire ends the grace period of all deletions.
func expire(t testing.TB, db *pgxpool.Pool) {
	t.Helper()
	testdb.Exec(t, db, `UPDATE deletions SET erase_at = now()`)
}

// A thief changed the address and deleted the account.
func TestUndoLinkRestoresADeletedAccountAsItWas(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	s := newScene(t, db)
	accounts := store.Accounts{DB: db}
	link := sha256.Sum256([]byte("a way back"))
	testdb.Exec(t, db, `
		WITH notice AS (
			INSERT INTO emails (kind, user_id, recipient) SELECT 'email_change_notice', id, email FROM users WHERE id = $1 RETURNING *
		), changed AS (
			UPDATE users SET email = 'thief@example.org' WHERE id = $1
		)
		INSERT INTO links (hash, kind, user_id, email_id, address, expires_at)
		SELECT $2, 'email_revert', user_id, id, recipient, now() + interval '7 days' FROM notice`, s.user.ID, link[:])
	if _, err := (store.Users{DB: db}).Delete(t.Context(), factory.Secret(s.user), social.Act{}); err != nil {
		t.Fatal(err)
	}
	changed, err := accounts.ApplyEmail(t.Context(), link[:], social.Act{})
	if err != nil || !changed.Back || !changed.Actor.Active || len(changed.EmailIDs) != 1 {
		t.Fatalf("got %+v, %v, want a restored and active account and one mail", changed, err)
	}
	if places, err := s.seen(t.Context()); err != nil || places != 6 {
		t.Errorf("the user is seen in %d places of 6, %v, want all", places, err)
	}
	wantRightCounters(t, db)
}
