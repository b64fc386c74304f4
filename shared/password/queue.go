package password

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"social.example/shared/fault"
)

const (
	// waitTime is how long a password waits for its turn.
	waitTime = 10 * time.Second
	// waiters is how many passwords wait for each processor. At a quarter of a
	// second for a hash the last of them waits for three.
	waiters = 12
)

// errBusy ends a wait that has no chance.
var errBusy = errors.New("other passwords go before this one")

// queue hands out turns on the processors. When all are taken, the next turn goes
// to a network with few recent attempts before one with many, and to the newest
// among equals: a flood waits for itself, and nobody else does. The one that would
// come last is refused when too many wait.
type queue struct {
	mutex   sync.Mutex
	free    int
	bound   int
	waiting []*waiter // in the order of their arrival
}

// waiter is a password that waits.
type waiter struct {
	attempts int
	turn     chan error // gets nil when it is its turn, else why there will be none
}

// enter waits for a turn, which leave ends.
func (q *queue) enter(ctx context.Context, attempts int) error {
	w := q.join(attempts)
	if w == nil {
		return nil
	}
	limit, cancel := context.WithTimeout(ctx, waitTime)
	defer cancel()
	var err error
	select {
	case err = <-w.turn:
	case <-limit.Done():
		if err = errBusy; !q.remove(w) && <-w.turn == nil {
			q.leave()
		}
	}
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return fault.UnavailableBy(fmt.Errorf("wait to hash a password: %w", ctx.Err()))
	}
	busy := fault.New(fault.TooMany, "too many passwords wait to be checked: try again in a few seconds")
	busy.RetryAfter = waiters / 2 * time.Second
	return busy
}

// join takes a free processor and returns nil, or returns a new waiter.
func (q *queue) join(attempts int) *waiter {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if q.free > 0 {
		q.free--
		return nil
	}
	w := &waiter{attempts: attempts, turn: make(chan error, 1)}
	q.waiting = append(q.waiting, w)
	if len(q.waiting) > q.bound {
		last := 0
		for i, other := range q.waiting {
			if other.attempts > q.waiting[last].attempts {
				last = i
			}
		}
		q.waiting[last].turn <- errBusy
		q.waiting = slices.Delete(q.waiting, last, last+1)
	}
	return w
}

// leave gives the turn to the next waiter.
func (q *queue) leave() {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	if len(q.waiting) == 0 {
		q.free++
		return
	}
	next := 0
	for i, other := range q.waiting {
		if other.attempts <= q.waiting[next].attempts {
			next = i
		}
	}
	q.waiting[next].turn <- nil
	q.waiting = slices.Delete(q.waiting, next, next+1)
}

// remove reports whether the waiter was still waiting.
func (q *queue) remove(w *waiter) bool {
	q.mutex.Lock()
	defer q.mutex.Unlock()
	i := slices.Index(q.waiting, w)
	if i < 0 {
		return false
	}
	q.waiting = slices.Delete(q.waiting, i, i+1)
	return true
}
