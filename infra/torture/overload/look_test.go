package overload_test

import (
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"testing"
	"time"
)

// look is what the process held at a time: of memory what a collection finds in
// use.
type look struct{ memory, goroutines uint64 }

func glance() look {
	runtime.GC() // else what is found is as old as the machine is slow
	samples := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/sched/goroutines:goroutines"}}
	metrics.Read(samples)
	return look{samples[0].Value.Uint64(), samples[1].Value.Uint64()}
}

// enough looks are those from which something can be told.
const enough = 50

// watch looks again and again while the function runs, which it does until there
// are enough looks.
func watch(every time.Duration, while func()) (looks []look) {
	done := make(chan struct{})
	var seen atomic.Int64
	go func() {
		defer close(done)
		for while(); seen.Load() < enough; {
			while()
		}
	}()
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-done:
			return looks
		case <-ticker.C:
			looks = append(looks, glance())
			seen.Add(1)
		}
	}
}

// margin is what comes and goes with single requests.
const margin = 2 << 20

// grown returns how many looks of the second half found a quarter more than the
// most of the first half, of which the first tenth doesn't count.
func grown(t *testing.T, looks []look) (more int) {
	t.Helper()
	var most look
	for _, l := range looks[len(looks)/10 : len(looks)/2] {
		most.memory, most.goroutines = max(most.memory, l.memory), max(most.goroutines, l.goroutines)
	}
	t.Logf("in the first half at most %d kB and %d goroutines, in the end %d kB and %d",
		most.memory>>10, most.goroutines, looks[len(looks)-1].memory>>10, looks[len(looks)-1].goroutines)
	for _, l := range looks[len(looks)/2:] {
		if l.memory > most.memory*5/4+margin || l.goroutines > most.goroutines*5/4 {
			more++
			t.Errorf("%d kB and %d goroutines", l.memory>>10, l.goroutines)
		}
	}
	return more
}

// settled closes the crowd's connections and returns how many goroutines are
// left when they have become no fewer for a second.
func (c *crowd) settled() uint64 {
	c.client.CloseIdleConnections()
	fewest := glance().goroutines
	for since := time.Now(); time.Since(since) < time.Second; time.Sleep(50 * time.Millisecond) {
		if now := glance().goroutines; now < fewest {
			fewest, since = now, time.Now()
		}
	}
	return fewest
}
