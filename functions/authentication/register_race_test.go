package authentication_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"social.example/shared/apitest"
	"social.example/shared/social"
)

// atOnce does n things at the same time and counts the answers by status.
func atOnce(n int, do func(i int) apitest.Answer) map[int]int {
	statuses := make([]int, n)
	var group sync.WaitGroup
	for i := range n {
		group.Go(func() { statuses[i] = do(i).Status })
	}
	group.Wait()
	counts := map[int]int{}
	for _, status := range statuses {
		counts[status]++
	}
	return counts
}

const (
	raceRounds = 50
	racers     = 10
)

func TestOneOfManySimultaneousRegistrationsGetsTheName(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for round := range raceRounds {
		counts := atOnce(racers, func(i int) apitest.Answer {
			r := registration(fmt.Sprint("name_", round))
			r.Email = fmt.Sprintf("racer%d_%d@example.com", round, i)
			return f.register(t, r)
		})
		if counts[created] != 1 || counts[http.StatusConflict] != racers-1 {
			t.Fatalf("round %d: statuses %v", round, counts)
		}
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM users`); n != raceRounds {
		t.Errorf("%d accounts, want %d", n, raceRounds)
	}
}

// The last of them is the one whose mail counts.
func TestSimultaneousRegistrationsOfOneAddressMakeOneAccount(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for round := range raceRounds {
		counts := atOnce(racers, func(i int) apitest.Answer {
			return f.register(t, social.Registration{
				Username: fmt.Sprintf("name_%d_%d", round, i),
				Email:    fmt.Sprintf("address%d@example.com", round),
				Password: "correct horse battery",
			})
		})
		if counts[created] != racers {
			t.Fatalf("round %d: statuses %v", round, counts)
		}
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM users`); n != raceRounds {
		t.Errorf("%d accounts, want %d", n, raceRounds)
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM emails`); n != raceRounds {
		t.Errorf("%d mails, want one to each account", n)
	}
}

// Two who each want the name that the other's pending account holds wait for
// each other: the database ends one, and it is tried again.
func TestRegistrationsThatSwapNamesAllEnd(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for round := range 10 {
		names := []string{fmt.Sprint("left_", round), fmt.Sprint("right_", round)}
		for _, name := range names {
			f.register(t, registration(name)).Want(t, created)
		}
		counts := atOnce(2, func(i int) apitest.Answer {
			r := registration(names[i])
			r.Username = names[1-i]
			return f.register(t, r)
		})
		if counts[created]+counts[http.StatusConflict] != 2 {
			t.Errorf("round %d: statuses %v", round, counts)
		}
	}
}
