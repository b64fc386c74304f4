// Package load asks as fast as it is answered: each client sends its next
// request when it has the answer to the last.
package load

import (
	"context"
	"math/rand/v2"
	"slices"
	"sync"
	"time"
)

// Client is one of those that ask.
type Client struct {
	Number int // from 0
	Asked  int // before this
	Check  bool
	Random *rand.Rand
}

// checkEach is how many answers come to one that is looked into; of the warm-up
// it is every one. To look into all would measure the one who looks.
const checkEach = 20

// Plan is for how long how many ask. Begin and End are called around the window.
type Plan struct {
	Clients int
	WarmUp  time.Duration
	Window  time.Duration
	Begin   func()
	End     func()
}

// Result is what came of it.
type Result struct {
	Clients   int
	PerSecond float64         // answers within the window, without failures
	Latencies []time.Duration // of what was asked within the window, sorted
	Tried     int             // within the window
	Failed    int
	Failure   error // the first
}

// Run asks by the plan.
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

// tally is what one client found.
type tally struct {
	latencies     []time.Duration
	answered      int // within the window
	tried, failed int
	failure       error
}

func (t *tally) ask(ctx context.Context, c *Client, ask func(context.Context, *Client) error, began, ended time.Time) {
	sent := time.Now()
	err := ask(ctx, c)
	now := time.Now()
	if err != nil && t.failure == nil && ctx.Err() == nil {
		t.failure = err // of the warm-up, too: a wrong answer is one at any time
	}
	if now.Before(began) {
		return
	}
	t.tried++
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

// Percentile returns the latency that p of 100 answers do not exceed: 0 if
// there is none.
func (r Result) Percentile(p float64) time.Duration {
	if len(r.Latencies) == 0 {
		return 0
	}
	rank := int(float64(len(r.Latencies))*p/100+0.999999) - 1
	return r.Latencies[max(rank, 0)]
}
