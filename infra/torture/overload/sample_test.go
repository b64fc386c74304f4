package overload_test

import (
	"runtime"
	"runtime/metrics"
	"sync/atomic"
	"testing"
	"time"
)

// sample is a measurement of the process: the live memory after a garbage collection and
// the number of goroutines.
type sample struct{ memory, goroutines uint64 }

func takeSample() sample {
	runtime.GC() // otherwise the sample would be from an older collection
	found := []metrics.Sample{{Name: "/gc/heap/live:bytes"}, {Name: "/sched/goroutines:goroutines"}}
	metrics.Read(found)
	return sample{found[0].Value.Uint64(), found[1].Value.Uint64()}
}

// enough is the minimum number of samples.
const enough = 50

// watch takes samples at this interval while the function runs. It repeats the
// function until there are enough samples.
func watch(every time.Duration, while func()) (samples []sample) {
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
			return samples
		case <-ticker.C:
			samples = append(samples, takeSample())
			seen.Add(1)
		}
	}
}

// margin is the memory, in bytes, that single requests may add for a moment.
const margin = 2 << 20

// grown returns the number of samples in the second half that are more than a
// quarter above the maximum of the first half. The first tenth of all samples does
// not count.
func grown(t *testing.T, samples []sample) (more int) {
	t.Helper()
	var peak sample
	for _, s := range samples[len(samples)/10 : len(samples)/2] {
		peak.memory, peak.goroutines = max(peak.memory, s.memory), max(peak.goroutines, s.goroutines)
	}
	t.Logf("maximum in the first half %d kB and %d goroutines, at the end %d kB and %d",
		peak.memory>>10, peak.goroutines, samples[len(samples)-1].memory>>10, samples[len(samples)-1].goroutines)
	for _, s := range samples[len(samples)/2:] {
		if s.memory > peak.memory*5/4+margin || s.goroutines > peak.goroutines*5/4 {
			more++
			t.Errorf("%d kB and %d goroutines, more than a quarter above the first half", s.memory>>10, s.goroutines)
		}
	}
	return more
}

// settled closes the crowd's connections and returns the number of goroutines once
// it has not dropped for a second.
func (c *crowd) settled() uint64 {
	c.client.CloseIdleConnections()
	fewest := takeSample().goroutines
	for since := time.Now(); time.Since(since) < time.Second; time.Sleep(50 * time.Millisecond) {
		if now := takeSample().goroutines; now < fewest {
			fewest, since = now, time.Now()
		}
	}
	return fewest
}
