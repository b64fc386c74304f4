package store_test

import (
	"fmt"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

const racers = 5

// registerAtOnce registers all racers concurrently and returns how many
// succeeded. The others must fail with a Conflict fault.
func registerAtOnce(t *testing.T, db *pgxpool.Pool, of func(racer int) social.Registration) int {
	t.Helper()
	var successes atomic.Int64
	var group sync.WaitGroup
	for i := range racers {
		group.Go(func() {
			_, _, err := store.Accounts{DB: db}.Register(t.Context(), of(i), hash)
			if err == nil {
				successes.Add(1)
			} else if fault.KindOf(err) != fault.Conflict {
				t.Error(err)
			}
		})
	}
	group.Wait()
	return int(successes.Load())
}

func wantCounts(t *testing.T, db *pgxpool.Pool, users, emails int) {
	t.Helper()
	var gotUsers, gotEmails int
	err := db.QueryRow(t.Context(), `SELECT (SELECT count(*) FROM users), (SELECT count(*) FROM emails)`).Scan(&gotUsers, &gotEmails)
	if err != nil || gotUsers != users || gotEmails != emails {
		t.Errorf("%d users and %d e-mails, %v; want %d and %d", gotUsers, gotEmails, err, users, emails)
	}
}

func TestOneOfManySimultaneousRegistrationsGetsTheName(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	rounds, wrong := figure.Size(50, 10_000), 0
	for round := range rounds {
		won := registerAtOnce(t, db, func(i int) social.Registration {
			return registration(fmt.Sprint("name_", round), fmt.Sprintf("racer%d_%d@example.com", round, i))
		})
		if won != 1 {
			wrong++
			t.Errorf("round %d: %d registrations succeeded, want 1", round, won)
		}
	}
	wantCounts(t, db, rounds, rounds)
	figure.Report(t, "races: names, rounds without exactly one owner", rounds, wrong)
}

func TestSimultaneousRegistrationsOfOneAddressStandSideBySide(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	rounds, wrong := figure.Size(50, 10_000), 0
	for round := range rounds {
		won := registerAtOnce(t, db, func(i int) social.Registration {
			return registration(fmt.Sprintf("name_%d_%d", round, i), fmt.Sprintf("address%d@example.com", round))
		})
		if won != racers {
			wrong++
			t.Errorf("round %d: %d registrations succeeded, want %d", round, won, racers)
		}
	}
	wantCounts(t, db, rounds*racers, rounds) // one mail per address carries a link for each
	figure.Report(t, "races: addresses, rounds with a refused registration", rounds, wrong)
}

// Each registration frees a name by deleting an expired registration, and with it the
// mail that the registrations of the other name wait to join. One for each name
// succeeds, and none is refused because of a deadlock.
func TestRegistrationsThatSwapNamesAllEnd(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	for round := range 5 {
		names := []string{fmt.Sprint("left_", round), fmt.Sprint("right_", round)}
		for i, name := range names {
			register(t, db, name, fmt.Sprintf("%d_%d@example.com", round, i))
		}
		back(t, db, "73 hours")
		won := registerAtOnce(t, db, func(i int) social.Registration {
			return registration(names[(i+1)%2], fmt.Sprintf("%d_%d@example.com", round, i%2))
		})
		if won != len(names) {
			t.Errorf("round %d: %d registrations succeeded, want one for each name", round, won)
		}
	}
}

// A registration that waits to join a mail holds no lock on the registration whose name
// it freed.
func TestANameIsFreedBeforeTheRegistrationWaits(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	register(t, db, "expired", "before@example.com")
	back(t, db, "73 hours")
	mail := register(t, db, "other", "after@example.com")
	sender := testdb.Begin(t, db, `SELECT FROM emails WHERE id = $1 FOR UPDATE`, mail)
	done := testdb.Waiting(t, db, func() error {
		_, _, err := store.Accounts{DB: db}.Register(t.Context(), registration("expired", "after@example.com"), hash)
		return err
	})
	var left int
	err := db.QueryRow(t.Context(), `SELECT count(*) FROM users WHERE email = 'before@example.com'`).Scan(&left)
	if err != nil || left != 0 {
		t.Errorf("%d registrations still have the name, %v; want none", left, err)
	}
	testdb.Commit(t, sender)
	if err := <-done; err != nil {
		t.Error(err)
	}
}
