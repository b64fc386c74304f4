package store_test

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// pass moves all e-mails, claims and deliveries into the past by this duration.
func pass(t testing.TB, db *pgxpool.Pool, interval string) {
	t.Helper()
	for _, sql := range []string{
		`UPDATE emails SET created_at = created_at - $1::text::interval, due_at = due_at - $1::text::interval,
			claimed_until = claimed_until - $1::text::interval`,
		`UPDATE deliveries SET handed_at = handed_at - $1::text::interval`,
	} {
		testdb.Exec(t, db, sql, interval)
	}
}

// sent claims the e-mail, adds its tokens and marks it sent.
func sent(t testing.TB, db *pgxpool.Pool, id int64) {
	t.Helper()
	emails := store.Outbox{DB: db}
	claimed, err := emails.Claim(t.Context(), id)
	if err != nil || claimed == nil {
		t.Fatalf("e-mail %d can't be claimed: %v", id, err)
	}
	hashes := make([][]byte, len(claimed.Registrations))
	for i, r := range claimed.Registrations {
		sum := sha256.Sum256([]byte(fmt.Sprint(id, r.Username)))
		hashes[i] = sum[:]
	}
	if _, err := emails.AddTokens(t.Context(), *claimed, hashes); err != nil {
		t.Fatal(err)
	}
	if err := emails.MarkSent(t.Context(), *claimed); err != nil {
		t.Fatal(err)
	}
}

func TestClaimIsForOneAndForALease(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	emails := store.Outbox{DB: db}
	id := register(t, db, "maya", "maya@example.com")
	claimed, err := emails.Claim(t.Context(), id)
	if err != nil || claimed == nil {
		t.Fatal(claimed, err)
	}
	want := store.Email{
		ID: id, Kind: social.RegistrationMail, Address: "maya@example.com",
		UserID: claimed.UserID, Username: "maya", Act: social.Act{At: claimed.Act.At},
		Registrations: []store.Pending{{UserID: claimed.Registrations[0].UserID, Username: "maya"}},
	}
	if !reflect.DeepEqual(*claimed, want) {
		t.Fatalf("claimed %+v, want %+v", claimed, want)
	}
	if again, err := emails.Claim(t.Context(), id); err != nil || again != nil {
		t.Errorf("claimed again within the lease: %+v, %v, want none", again, err)
	}
	pass(t, db, "61 seconds")
	if again, err := emails.Claim(t.Context(), id); err != nil || again == nil {
		t.Errorf("not claimed after the lease: %v", err)
	}
	if err := emails.Return(t.Context(), store.Email{ID: id}); err != nil {
		t.Fatal(err)
	}
	pass(t, db, "61 seconds")
	if again, err := emails.Claim(t.Context(), id); err != nil || again == nil {
		t.Errorf("not claimed after its return: %v", err)
	}
}

func TestAMailThatIsDoneIsNotClaimedAgain(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	emails := store.Outbox{DB: db}
	accepted, refused := register(t, db, "maya", "maya@example.com"), register(t, db, "kim", "kim@example.com")
	sent(t, db, accepted)
	if err := emails.MarkRefused(t.Context(), store.Email{ID: refused}, "refused"); err != nil {
		t.Fatal(err)
	}
	// A late outcome changes nothing.
	if err := errors.Join(emails.MarkSent(t.Context(), store.Email{ID: refused}), emails.MarkRefused(t.Context(), store.Email{ID: accepted}, "late")); err != nil {
		t.Fatal(err)
	}
	pass(t, db, "1 hour")
	for _, id := range []int64{accepted, refused, 1 << 60} {
		if claimed, err := emails.Claim(t.Context(), id); claimed != nil || err != nil {
			t.Errorf("e-mail %d: claimed %+v, %v, want none", id, claimed, err)
		}
	}
	if left, err := emails.Due(t.Context(), 10); len(left) != 0 || err != nil {
		t.Errorf("still due are %v, %v, want none", left, err)
	}
}

func TestSimultaneousSweepersGetEachMailOnce(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	const mails, sweepers = 200, 4
	for i := range mails {
		register(t, db, fmt.Sprint("user_", i), factory.Email(fmt.Sprint("user_", i)))
	}
	pass(t, db, "61 seconds")
	claims := make([][]int64, sweepers)
	var group sync.WaitGroup
	for i := range sweepers {
		group.Go(func() {
			due, err := store.Outbox{DB: db}.Due(t.Context(), mails)
			if err != nil {
				t.Error(err)
			}
			for _, id := range due {
				email, err := store.Outbox{DB: db}.Claim(t.Context(), id)
				if err != nil {
					t.Error(err)
				} else if email != nil {
					claims[i] = append(claims[i], email.ID)
				}
			}
		})
	}
	group.Wait()
	claimed := map[int64]int{}
	for _, id := range slices.Concat(claims...) {
		claimed[id]++
	}
	for id, n := range claimed {
		if n != 1 {
			t.Errorf("e-mail %d was claimed %d times, want once", id, n)
		}
	}
	if len(claimed) != mails {
		t.Errorf("%d of %d e-mails were claimed, want all", len(claimed), mails)
	}
}

// New e-mails go before a backlog, and the backlog gets its share.
func TestSweepPrefersFewAttemptsAndNewMailsWithAShareForTheOldest(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	var ids []int64
	for i := range 12 {
		ids = append(ids, register(t, db, fmt.Sprint("user_", i), factory.Email(fmt.Sprint("user_", i))))
		pass(t, db, "1 minute")
	}
	if _, err := (store.Outbox{DB: db}).Claim(t.Context(), ids[11]); err != nil {
		t.Fatal(err)
	}
	pass(t, db, "61 seconds") // the newest has failed once
	young := register(t, db, "young", "young@example.com")
	got, err := store.Outbox{DB: db}.Due(t.Context(), 8)
	want := []int64{ids[10], ids[9], ids[8], ids[0], ids[7], ids[6], ids[5], ids[1]}
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %v, %v; want %v", got, err, want)
	}
	all, err := store.Outbox{DB: db}.Due(t.Context(), 50)
	if err != nil || len(all) != 12 || slices.Contains(all, young) || all[11] != ids[11] {
		t.Errorf("got %v, %v; want 12 with %d last and without %d", all, err, ids[11], young)
	}
}

func TestActivationMakesUnsentMailsPointless(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	id := register(t, db, "maya", "maya@example.com")
	addToken(t, db, id, "token")
	if _, err := activate(t, db, "token"); err != nil {
		t.Fatal(err)
	}
	if addToken(t, db, id, "another") {
		t.Error("an active account's mail got a token")
	}
	if claimed, err := (store.Outbox{DB: db}).Claim(t.Context(), id); claimed != nil || err != nil {
		t.Errorf("claimed %+v, %v, want none", claimed, err)
	}
}
