package password

import (
	"runtime"
	"testing"
	"testing/synctest"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/fault"
)

func TestDecoyIsAHashOfItsCost(t *testing.T) {
	t.Parallel()
	for cost := bcrypt.MinCost; cost <= 20; cost++ {
		if got, err := bcrypt.Cost(decoy(cost)); err != nil || got != cost {
			t.Errorf("cost %d: the decoy has %d, %v", cost, got, err)
		}
	}
	// It must be compared to the end, not be refused for its form.
	if err := bcrypt.CompareHashAndPassword(decoy(bcrypt.MinCost), []byte("x")); err != bcrypt.ErrMismatchedHashAndPassword { //nolint:errorlint // bcrypt wraps nothing
		t.Errorf("comparing with the decoy: %v", err)
	}
}

// The bubble's time moves on once everyone in it waits.
func TestNoMoreHashesThanProcessorsAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h := New(Config{Cost: bcrypt.MinCost})
		release, ended := make(chan struct{}), make(chan error)
		const callers = 100
		for range callers {
			go func() {
				ended <- h.work(t.Context(), func() error { <-release; return nil })
			}()
		}
		synctest.Wait()
		running := len(h.slots)
		if running != runtime.GOMAXPROCS(0) {
			t.Errorf("%d hashes at a time on %d processors", running, runtime.GOMAXPROCS(0))
		}
		for range callers - running {
			if err := <-ended; fault.KindOf(err) != fault.Unavailable {
				t.Errorf("who waited too long got %v, want Unavailable", err)
			}
		}
		close(release)
		for range running {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
	})
}
