package overload_test

import (
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"testing"
	"time"
)

// look is a sample of the process: the live memory after a garbage collection and
// the number of goroutines.
type look struct{ memory, goroutines uint64 }

func glance() look {
	runtime.GC() // otherwise the sample would be from an older collection
	samples := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/sched/goroutines:goroutines"}}
	metrics.Read(samples)
	return look{samples[0].Value.Uint64(), samples[1].Value.Uint64()}
}

// enough is the minimum number of samples.
const enough = 50

// watch takes samples at this interval while the function runs. It repeats the
// function until there are enough samples.
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

// margin is the memory, in bytes, that single requests may add for a moment.
const margin = 2 << 20

// grown returns the number of samples in the second half that are more than a
// quarter above the maximum of the first half. The first tenth of all samples does
// not count.
func grown(t *testing.T, looks []look) (more int) {
	t.Helper()
	var peak look
	for _, l := range looks[len(looks)/10 : len(looks)/2] {
		peak.memory, peak.goroutines = max(peak.memory, l.memory), max(peak.goroutines, l.goroutines)
	}
	t.Logf("maximum in the first half %d kB and %d goroutines, at the end %d kB and %d",
		peak.memory>>10, peak.goroutines, looks[len(looks)-1].memory>>10, looks[len(looks)-1].goroutines)
	for _, l := range looks[len(looks)/2:] {
		if l.memory > peak.memory*5/4+margin || l.goroutines > peak.goroutines*5/4 {
			more++
			t.Errorf("%d kB and %d goroutines, more than a quarter above the first half", l.memory>>10, l.goroutines)
		}
	}
	return more
}

// settled closes the crowd's connections and returns the number of goroutines once
// it has not dropped for a second.
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
