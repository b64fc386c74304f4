package authentication_test

import (
	"fmt"
	"net/http"
	"sync"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
)

// atOnce makes n requests concurrently and counts the responses by status.
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
	raceRounds = 10
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
			t.Fatalf("round %d: statuses %v, want one 201, and 409 for the others", round, counts)
		}
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM users`); n != raceRounds {
		t.Errorf("%d accounts, want %d", n, raceRounds)
	}
}

func TestSimultaneousRegistrationsOfOneAddressStandSideBySide(t *testing.T) {
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
			t.Fatalf("round %d: statuses %v, want 201 only", round, counts)
		}
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM users`); n != raceRounds*racers {
		t.Errorf("%d registrations, want %d", n, raceRounds*racers)
	}
}
