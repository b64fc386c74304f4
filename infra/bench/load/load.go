// Package load is a closed-loop load generator: each client sends its next request
// when it has the response to the last.
package load

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// Client is one simulated client.
type Client struct {
	Number int  // from 0
	Asked  int  // number of earlier requests
	Check  bool // whether to check the next response
	Random *rand.Rand
}

// checkEach is the interval of checked responses; in the warm-up every response is
// checked. Checking all of them would measure the checks.
const checkEach = 20

// Plan sets the number of clients and the duration. Begin and End are called at the
// start and the end of the window.
type Plan struct {
	Clients int
	WarmUp  time.Duration
	Window  time.Duration
	Begin   func()
	End     func()
}

// Result is the result of a run.
type Result struct {
	Clients   int
	PerSecond float64         // successful responses within the window
	Latencies []time.Duration // of requests sent within the window, sorted
	Tried     int             // within the window, or sent in it with a later response
	Within    int             // responses within the window, including wrong ones
	Failed    int
	Failure   error // the first, including the warm-up
}

// Run sends requests by the plan.
func Run(ctx context.Context, p Plan, ask func(context.Context, *Client) error) Result {
	began := time.Now().Add(p.WarmUp)
	ended := began.Add(p.Window)
	all := make([]tally, p.Clients)
	var asking sync.WaitGroup
	for i := range p.Clients {
		asking.Go(func() {
			c := Client{Number: i, Random: rand.New(rand.NewPCG(uint64(i), uint64(p.Clients)))}
			for ctx.Err() == nil && time.Now().Before(ended) {
				c.Check = time.Now().Before(began) || c.Asked%checkEach == 0
				all[i].ask(ctx, &c, ask, began, ended)
				c.Asked++
			}
		})
	}
	wait(ctx, began)
	call(p.Begin)
	wait(ctx, ended)
	call(p.End)
	asking.Wait()
	return sum(all, p)
}

func call(f func()) {
	if f != nil {
		f()
	}
}

func wait(ctx context.Context, until time.Time) {
	select {
	case <-ctx.Done():
	case <-time.After(time.Until(until)):
	}
}

// tally is the result of one client.
type tally struct {
	latencies     []time.Duration
	answered      int // correct responses within the window
	within        int // all responses within the window
	tried, failed int
	failure       error
}

func (t *tally) ask(ctx context.Context, c *Client, ask func(context.Context, *Client) error, began, ended time.Time) {
	sent := time.Now()
	err := ask(ctx, c)
	now := time.Now()
	if err != nil && t.failure == nil && ctx.Err() == nil {
		t.failure = err // also in the warm-up: a wrong response always counts
	}
	if now.Before(began) {
		return
	}
	t.tried++
	if now.Before(ended) {
		t.within++
	}
	switch {
	case err != nil:
		t.failed++
	default:
		if !sent.Before(began) {
			t.latencies = append(t.latencies, now.Sub(sent))
		}
		if now.Before(ended) {
			t.answered++
		}
	}
}

func sum(all []tally, p Plan) Result {
	r := Result{Clients: p.Clients}
	answered := 0
	for _, t := range all {
		r.Latencies = append(r.Latencies, t.latencies...)
		r.Tried += t.tried
		r.Within += t.within
		r.Failed += t.failed
		answered += t.answered
		if r.Failure == nil {
			r.Failure = t.failure
		}
	}
	slices.Sort(r.Latencies)
	r.PerSecond = float64(answered) / p.Window.Seconds()
	return r
}

// Percentile returns the p-th percentile of the latencies, or 0 if there are none.
func (r Result) Percentile(p float64) time.Duration {
	if len(r.Latencies) == 0 {
		return 0
	}
	rank := int(float64(len(r.Latencies))*p/100+0.999999) - 1
	return r.Latencies[max(rank, 0)]
}

// Join returns the result of several runs of the same length, with the mean of their
// throughputs.
func Join(runs []Result) Result {
	var all Result
	for _, r := range runs {
		all.Clients = r.Clients
		all.PerSecond += r.PerSecond / float64(len(runs))
		all.Latencies = append(all.Latencies, r.Latencies...)
		all.Tried += r.Tried
		all.Within += r.Within
		all.Failed += r.Failed
		if all.Failure == nil {
			all.Failure = r.Failure
		}
	}
	slices.Sort(all.Latencies)
	return all
}
