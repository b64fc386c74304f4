package store_test

import (
	"crypto/sha256"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestPurgeDeletesLinksThatHaveExpired(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	emails := store.Outbox{DB: db}
	user := factory.User(t, db, social.Member)
	id, err := emails.Notify(t.Context(), social.EmailChangeNoticeMail, user.ID, social.Act{})
	if err != nil {
		t.Fatal(err)
	}
	e, err := emails.Claim(t.Context(), id)
	if err != nil || e == nil {
		t.Fatal(e, err)
	}
	for _, token := range []string{"expired", "valid"} {
		hash := sha256.Sum256([]byte(token))
		if added, err := emails.AddLink(t.Context(), *e, hash[:]); err != nil || !added {
			t.Fatal(added, err)
		}
	}
	testdb.Exec(t, db, `UPDATE links SET expires_at = now() WHERE hash = sha256('expired')`)
	if err := emails.Purge(t.Context()); err != nil {
		t.Fatal(err)
	}
	var left int
	if err := db.QueryRow(t.Context(), `SELECT count(*) FROM links`).Scan(&left); err != nil || left != 1 {
		t.Errorf("%d links are left, %v; want 1", left, err)
	}
}

// Functions of the last release give up every e-mail whose kind they do not know.
func TestAnOlderReleaseCannotGiveUpMailsThatItDoesNotKnow(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	user := factory.User(t, db, social.Member)
	notice, err := store.Outbox{DB: db}.Notify(t.Context(), social.PasswordChangedMail, user.ID, social.Act{})
	if err != nil {
		t.Fatal(err)
	}
	renewal, err := store.Accounts{DB: db}.Renew(t.Context(), "nobody@example.com")
	if err != nil {
		t.Fatal(err)
	}
	for id, givenUp := range map[int64]bool{notice: false, renewal: true} {
		var got bool
		err := db.QueryRow(t.Context(), `
			UPDATE emails SET failed_at = now(), claimed_until = NULL, last_error = 'nobody waits for it'
			WHERE id = $1 RETURNING failed_at IS NOT NULL`, id).Scan(&got)
		if err != nil || got != givenUp {
			t.Errorf("e-mail %d is given up: %t, %v; want %t", id, got, err, givenUp)
		}
	}
}
