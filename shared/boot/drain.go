package boot

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"
)

// Cloud Run kills an instance 10 s after SIGTERM:
// https://cloud.google.com/run/docs/container-contract#instance-shutdown
const (
	drainTime = 8 * time.Second
	leaveTime = time.Second
	closeTime = 500 * time.Millisecond
	// quietTime is how long no request may be in flight before the instance
	// counts as idle: time for a request that is on its way to reach the handler.
	quietTime = 100 * time.Millisecond
	pollTime  = 5 * time.Millisecond
)

// shutDown returns when all answers have left the server, after leaveTime at the
// latest. A server that shuts down takes no new connections: it is for an
// instance that is idle.
func shutDown(server *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), leaveTime)
	defer cancel()
	_ = server.Shutdown(ctx) // what takes longer is cut off
}

// drain counts the requests in flight, so that an instance ends when it has
// answered them.
type drain struct{ inFlight atomic.Int64 }

// count counts the requests that h serves.
func (d *drain) count(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer d.enter()()
		h.ServeHTTP(w, r)
	})
}

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
