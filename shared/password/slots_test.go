package password

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/fault"
)

func TestDecoyIsAHashOfItsCost(t *testing.T) {
	t.Parallel()
	for cost := bcrypt.MinCost; cost <= 20; cost++ {
		if got, err := bcrypt.Cost(decoy(cost)); err != nil || got != cost {
			t.Errorf("the decoy has the cost %d, %v, want %d", got, err, cost)
		}
	}
	// The decoy must be compared in full, not rejected as malformed.
	if err := bcrypt.CompareHashAndPassword(decoy(bcrypt.MinCost), []byte("x")); err != bcrypt.ErrMismatchedHashAndPassword { //nolint:errorlint // bcrypt wraps nothing
		t.Errorf("comparing with the decoy: %v", err)
	}
}

// held returns a hasher with all processors busy until release is closed.
func held(t *testing.T) (h *Hasher, release chan struct{}) {
	t.Helper()
	h, release = New(Config{Cost: bcrypt.MinCost}), make(chan struct{})
	for range runtime.GOMAXPROCS(0) {
		go func() {
			if err := h.work(t.Context(), 0, func() error { <-release; return nil }); err != nil {
				t.Error(err)
			}
		}()
	}
	synctest.Wait()
	return h, release
}

// wantBusy checks for a TooMany fault with a time to retry.
func wantBusy(t *testing.T, err error) {
	t.Helper()
	if f, ok := errors.AsType[*fault.Fault](err); !ok || f.Kind != fault.TooMany || f.RetryAfter < time.Second {
		t.Errorf("got %v, want TooMany with a retry time", err)
	}
}

// Time in the bubble advances once all its goroutines are blocked.
func TestNoMoreHashesThanProcessorsAtATime(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h, release := held(t)
		ended := make(chan error)
		const callers = 1000
		running := 0
		for range callers {
			go func() {
				ended <- h.work(t.Context(), 0, func() error { running++; return nil })
			}()
		}
		began := time.Now()
		for range callers {
			wantBusy(t, <-ended)
		}
		if waited := time.Since(began); running > 0 || waited != waitTime {
			t.Errorf("%d more hashes ran, the last was refused after %v, want none and %v", running, waited, waitTime)
		}
		close(release)
	})
}

func TestAFloodWaitsForItselfOnly(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h, release := held(t)
		var mutex sync.Mutex
		var order []string
		hash := func(name string, attempts int) chan error {
			ended := make(chan error, 1)
			go func() {
				ended <- h.work(t.Context(), attempts, func() error {
					mutex.Lock()
					defer mutex.Unlock()
					order = append(order, name)
					return nil
				})
			}()
			synctest.Wait() // they arrive one after the other
			return ended
		}
		var flood []chan error
		for i := range 3 * h.queue.bound {
			flood = append(flood, hash("flood", 10+i))
		}
		evicted := flood[h.queue.bound-1]
		select {
		case err := <-evicted:
			t.Fatalf("refused while the queue had room: %v", err)
		default:
		}
		for _, refused := range flood[h.queue.bound:] {
			select {
			case err := <-refused:
				wantBusy(t, err)
			default:
				t.Fatal("more are waiting than the queue has room for")
			}
		}
		older, newer, regular := hash("older", 1), hash("newer", 1), hash("regular", 3)
		wantBusy(t, <-evicted)

		// Free one processor only, so that the order can be observed.
		release <- struct{}{}
		synctest.Wait()
		for _, ended := range append(flood[:h.queue.bound-3], older, newer, regular) {
			if err := <-ended; err != nil {
				t.Error(err)
			}
		}
		if want := []string{"newer", "older", "regular", "flood"}; !slices.Equal(order[:4], want) {
			t.Errorf("hashed for %v first, want %v", order[:4], want)
		}
		close(release)
	})
}

func TestACanceledWaitGivesUpItsTurn(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		h, release := held(t)
		ctx, leave := context.WithCancel(t.Context())
		ended := make(chan error)
		go func() { ended <- h.work(ctx, 0, func() error { return nil }) }()
		synctest.Wait()
		leave()
		if err := <-ended; !errors.Is(err, context.Canceled) || fault.KindOf(err) == fault.TooMany {
			t.Errorf("after cancel: got %v, want context.Canceled", err)
		}
		close(release)
		synctest.Wait()
		if processors := runtime.GOMAXPROCS(0); h.queue.free != processors || len(h.queue.waiting) != 0 {
			t.Errorf("%d of %d processors are free, %d wait, want all free and none", h.queue.free, processors, len(h.queue.waiting))
		}
	})
}
