package store_test

import (
	"errors"
	"fmt"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/factory"
	"social.example/shared/store"
	"social.example/shared/testdb"
)

// pass moves all e-mails and claims so far into the past.
func pass(t testing.TB, db *pgxpool.Pool, interval string) {
	t.Helper()
	_, err := db.Exec(t.Context(), `
		UPDATE emails SET created_at = created_at - $1::text::interval, claimed_until = claimed_until - $1::text::interval`, interval)
	if err != nil {
		t.Fatal(err)
	}
}

func TestClaimIsForOneAndForALease(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	emails := store.Emails{DB: db}
	id := register(t, db, "maya", "maya@example.com")
	claimed, err := emails.Claim(t.Context(), id)
	want := store.Email{ID: id, Kind: "registration", Address: "maya@example.com", Username: "maya"}
	if err != nil || *claimed != want {
		t.Fatalf("claimed %+v, %v; want %+v", claimed, err, want)
	}
	if again, err := emails.Claim(t.Context(), id); !errors.Is(err, store.ErrClaimed) || again != nil {
		t.Errorf("claimed twice: %+v, %v", again, err)
	}
	pass(t, db, "61 seconds")
	if again, err := emails.Claim(t.Context(), id); err != nil || again == nil {
		t.Errorf("not claimed after the lease: %v", err)
	}
	if err := emails.Release(t.Context(), id, "SendGrid answered 503"); err != nil {
		t.Fatal(err)
	}
	if again, err := emails.Claim(t.Context(), id); err != nil || again == nil {
		t.Errorf("not claimed after its release: %v", err)
	}
}

func TestNothingIsLeftOfAMailThatIsDone(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	emails := store.Emails{DB: db}
	sent, failed := register(t, db, "maya", "maya@example.com"), register(t, db, "kim", "kim@example.com")
	if err := errors.Join(emails.MarkSent(t.Context(), sent), emails.MarkFailed(t.Context(), failed, "refused")); err != nil {
		t.Fatal(err)
	}
	// Who comes late changes nothing.
	if err := errors.Join(emails.MarkSent(t.Context(), failed), emails.MarkFailed(t.Context(), sent, "late")); err != nil {
		t.Fatal(err)
	}
	pass(t, db, "1 hour")
	for _, id := range []int64{sent, failed, 1 << 60} {
		if claimed, err := emails.Claim(t.Context(), id); claimed != nil || err != nil {
			t.Errorf("e-mail %d: %+v, %v", id, claimed, err)
		}
	}
	if left, err := emails.ClaimLeftBehind(t.Context(), 10); len(left) != 0 || err != nil {
		t.Errorf("left behind: %v, %v", left, err)
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
	claims := make([][]store.Email, sweepers)
	var group sync.WaitGroup
	for i := range sweepers {
		group.Go(func() {
			for {
				batch, err := store.Emails{DB: db}.ClaimLeftBehind(t.Context(), 10)
				if err != nil {
					t.Error(err)
				}
				if len(batch) == 0 {
					return
				}
				claims[i] = append(claims[i], batch...)
			}
		})
	}
	group.Wait()
	claimed := map[int64]int{}
	for _, claim := range claims {
		for _, e := range claim {
			claimed[e.ID]++
		}
	}
	for id, n := range claimed {
		if n != 1 {
			t.Errorf("e-mail %d was claimed %d times", id, n)
		}
	}
	if len(claimed) != mails {
		t.Errorf("%d of %d were claimed", len(claimed), mails)
	}
}

func TestSweepTakesWhatWasTriedLeastFirst(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	emails := store.Emails{DB: db}
	tried, fresh := register(t, db, "maya", "maya@example.com"), register(t, db, "kim", "kim@example.com")
	if _, err := emails.Claim(t.Context(), tried); err != nil {
		t.Fatal(err)
	}
	pass(t, db, "61 seconds")
	young := register(t, db, "noor", "noor@example.com")
	for _, want := range []int64{fresh, tried} {
		if got, err := emails.ClaimLeftBehind(t.Context(), 1); err != nil || len(got) != 1 || got[0].ID != want {
			t.Errorf("got %v, %v; want e-mail %d", got, err, want)
		}
	}
	if got, err := emails.ClaimLeftBehind(t.Context(), 1); err != nil || len(got) != 0 {
		t.Errorf("e-mail %d is younger than a minute: %v, %v", young, got, err)
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
	if claimed, err := (store.Emails{DB: db}).Claim(t.Context(), id); claimed != nil || err != nil {
		t.Errorf("claimed %+v, %v", claimed, err)
	}
}
