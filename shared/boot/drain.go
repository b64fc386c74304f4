package boot

import (
	"context"
	"net/http"
	"sync/atomic"
	"time"

	"social.example/shared/web"
)

// Cloud Run kills an instance 10 s after SIGTERM:
// https://cloud.google.com/run/docs/container-contract#instance-shutdown
const (
	drainTime = 8 * time.Second
	leaveTime = time.Second
	closeTime = 500 * time.Millisecond
	// quietTime is how long no request may be in flight before the instance counts
	// as idle. It lets a request that is on its way reach the handler.
	quietTime = 100 * time.Millisecond
	pollTime  = 5 * time.Millisecond
)

// shutDown waits until the server has sent all responses, for at most leaveTime. A
// server that shuts down accepts no new connections, so call it when the instance is
// idle.
func shutDown(server *web.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), leaveTime)
	defer cancel()
	_ = server.Shutdown(ctx) // slower responses are cut off
}

// drain counts the requests in flight, so that an instance ends only after it has
// answered them.
type drain struct{ inFlight atomic.Int64 }

// count wraps h and counts its requests.
func (d *drain) count(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer d.enter()()
		h.ServeHTTP(w, r)
	})
}

// enter counts a request and returns the function that ends the count.
func (d *drain) enter() (leave func()) {
	d.inFlight.Add(1)
	return func() { d.inFlight.Add(-1) }
}

// wait returns when no request has been in flight for quietTime, or after limit.
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

// closeAll runs the closers in reverse order and returns when they are done, or
// after limit. The limit matters because a pool's Close waits for the connection of
// an abandoned request.
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
