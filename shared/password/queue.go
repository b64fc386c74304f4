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
	// waitTime is the longest wait for a turn.
	waitTime = 10 * time.Second
	// waiters is the maximum number of waiting passwords per processor. At a
	// quarter of a second per hash, the last of them waits three seconds.
	waiters = 12
)

// errBusy ends a wait that would not get a turn.
var errBusy = errors.New("other passwords go before this one")

// queue schedules the use of the processors. If all are busy, the next turn goes to the
// network with the fewest recent attempts, and among equals to the newest waiter: a
// flood delays only itself. If too many wait, the last in order is refused.
type queue struct {
	mutex   sync.Mutex
	free    int
	bound   int
	waiting []*waiter // in the order of their arrival
}

// waiter is a waiting password.
type waiter struct {
	attempts int
	turn     chan error // receives nil when its turn comes, or an error if it is refused
}

// enter waits for a turn. The caller must end the turn with leave.
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

// join takes a free processor and returns nil, or queues and returns a new
// waiter.
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

// leave passes the turn to the next waiter.
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
