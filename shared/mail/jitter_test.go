package mail

import (
	"net/http"
	"slices"
	"sync"
	"testing"
	"testing/synctest"
	"time"
)

// pausesOf makes this many senders fail together and returns the pauses after
// each try.
func pausesOf(t *testing.T, senders int) (pauses [Tries - 1][]time.Duration) {
	t.Helper()
	var mutex sync.Mutex
	synctest.Test(t, func(t *testing.T) {
		var group sync.WaitGroup
		for range senders {
			sender, try, last := NewSender(config()), 0, time.Now()
			sender.client.Transport = transport(func(*http.Request) (*http.Response, error) {
				mutex.Lock()
				defer mutex.Unlock()
				if try > 0 {
					pauses[try-1] = append(pauses[try-1], time.Since(last))
				}
				try, last = try+1, time.Now()
				return answer(http.StatusServiceUnavailable)
			})
			group.Go(func() { _ = sender.Send(t.Context(), message, Tries) })
		}
		group.Wait()
	})
	return pauses
}

// Full jitter: each pause is uniform between 0 and a bound that doubles, so that
// senders that fail together do not retry together.
func TestPausesAreJittered(t *testing.T) {
	t.Parallel()
	const senders, parts = 1000, 10
	for try, pauses := range pausesOf(t, senders) {
		bound := firstPause << try
		var tenths [parts]int
		for _, pause := range pauses {
			if pause < 0 || pause >= bound {
				t.Fatalf("pause %d is %v, not below %v", try, pause, bound)
			}
			tenths[pause*parts/bound]++
		}
		if len(pauses) != senders {
			t.Errorf("%d of %d senders retried after try %d, want all", len(pauses), senders, try)
		}
		if highest := slices.Max(tenths[:]); highest > 3*senders/parts {
			t.Errorf("pause %d is in one tenth of its bound %d times: %v", try, highest, tenths)
		}
		lower := 0
		for _, n := range tenths[:parts/2] {
			lower += n
		}
		if lower < senders/4 || lower > senders*3/4 {
			t.Errorf("pause %d is in the lower half of its bound %d times of %d", try, lower, senders)
		}
	}
}
