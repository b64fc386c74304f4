package process

import (
	"testing"
	"time"
)

func TestPauseDoublesUpToABoundAndIsResetLater(t *testing.T) {
	t.Parallel()
	var p pause
	now := time.Now()
	want := shortestPause
	for range 20 {
		if got := p.next(now); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
		now = now.Add(want)
		want = min(2*want, longestPause)
	}
	if got := p.next(now.Add(time.Minute)); got != shortestPause {
		t.Errorf("after a long life: got %v, want %v", got, shortestPause)
	}
}
