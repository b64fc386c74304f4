package boot

import (
	"sync/atomic"
	"time"
)

// Cloud Run kills an instance 10 s after SIGTERM:
// https://cloud.google.com/run/docs/container-contract#instance-shutdown
const (
	drainTime = 9 * time.Second
	closeTime = 500 * time.Millisecond
	// quietTime is how long no request may be in flight before the instance
	// counts as idle: time for an answer to leave, and for a request that the
	// server has accepted to reach the handler.
	quietTime = 100 * time.Millisecond
	pollTime  = 5 * time.Millisecond
)

// drain counts the requests in flight. The framework's server can't be shut
// down, so an instance ends when the count has reached zero.
type drain struct{ inFlight atomic.Int64 }

// enter counts a request and returns what ends it.
func (d *drain) enter() (leave func()) {
	d.inFlight.Add(1)
	return func() { d.inFlight.Add(-1) }
}

// wait returns when no request was in flight for quietTime, after limit at the
// latest.
func (d *drain) wait(limit time.Duration) {
	quiet := time.Duration(0)
	for deadline := time.Now().Add(limit); quiet < quietTime && time.Now().Before(deadline); {
		time.Sleep(pollTime)
		quiet += pollTime
		if d.inFlight.Load() > 0 {
			quiet = 0
		}
	}
}

// closeAll runs the closers, the last first, and returns when they are done,
// after limit at the latest: a pool would wait for a request that was given up.
func closeAll(closers []func(), limit time.Duration) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		for i := len(closers) - 1; i >= 0; i-- {
			closers[i]()
		}
	}()
	select {
	case <-done:
	case <-time.After(limit):
	}
}
