package boot

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"
)

// waited returns how long an instance drains while requests come and go. It runs in
// a synctest bubble, where time passes at once.
func waited(t *testing.T, requests func(*drain)) (took time.Duration) {
	t.Helper()
	synctest.Test(t, func(*testing.T) {
		d := &drain{}
		requests(d)
		began := time.Now()
		d.wait(drainTime)
		took = time.Since(began)
		time.Sleep(time.Minute) // lets abandoned requests end
	})
	return took
}

// serve starts a request after begin that takes last.
func serve(d *drain, begin, last time.Duration) {
	go func() {
		time.Sleep(begin)
		defer d.enter()()
		time.Sleep(last)
	}()
}

func TestIdleInstanceEndsAtOnce(t *testing.T) {
	t.Parallel()
	if took := waited(t, func(*drain) {}); took != quietTime {
		t.Errorf("drained for %v, want %v", took, quietTime)
	}
}

func TestInstanceWaitsForItsLastRequest(t *testing.T) {
	t.Parallel()
	took := waited(t, func(d *drain) {
		for i := range 200 {
			serve(d, 0, time.Duration(i)*10*time.Millisecond)
		}
	})
	if last := 1990 * time.Millisecond; took < last+quietTime-pollTime || took > last+quietTime+pollTime {
		t.Errorf("drained for %v, but the last request took %v", took, last)
	}
}

func TestRequestThatWasAcceptedLateIsWaitedFor(t *testing.T) {
	t.Parallel()
	took := waited(t, func(d *drain) { serve(d, quietTime/2, time.Second) })
	if took < time.Second {
		t.Errorf("drained for %v, less than the request took", took)
	}
}

func TestRequestThatNeverEndsIsGivenUp(t *testing.T) {
	t.Parallel()
	took := waited(t, func(d *drain) { serve(d, 0, 30*time.Second) })
	if took < drainTime || took > drainTime+pollTime {
		t.Errorf("drained for %v, want %v", took, drainTime)
	}
}

func TestClosersRunInReverseOrderAndAreNotWaitedForLong(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		var closed []int
		closers := []func(){func() { closed = append(closed, 1) }, func() { closed = append(closed, 2) }}
		if closeAll(closers, closeTime); !slices.Equal(closed, []int{2, 1}) {
			t.Errorf("wrong order of closers: %v", closed)
		}
		began := time.Now()
		closeAll([]func(){func() { time.Sleep(time.Minute) }}, closeTime)
		if took := time.Since(began); took != closeTime {
			t.Errorf("waited %v for a closer that hangs, want %v", took, closeTime)
		}
		time.Sleep(time.Minute)
	})
}
