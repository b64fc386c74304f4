package store

import (
	"context"
	"errors"
	"time"

	"social.example/shared/fault"
)

// Slots limits how many of the most expensive statements an instance runs at
// once, so that the others can still get a connection. A nil Slots has no limit.
type Slots chan struct{}

// NewSlots returns slots for a quarter of a pool's connections, and at least
// one.
func NewSlots(connections int32) Slots { return make(Slots, max(connections/4, 1)) }

// slotTime is how long a statement waits for a slot.
const slotTime = time.Second

var errNoSlot = errors.New("no slot became free")

// take waits for a slot. The caller must call free to return it. take returns
// an Unavailable fault if no slot becomes free within slotTime.
func (s Slots) take(ctx context.Context) (free func(), err error) {
	if s == nil {
		return func() {}, nil
	}
	timeout := time.NewTimer(slotTime)
	defer timeout.Stop()
	select {
	case s <- struct{}{}:
		return func() { <-s }, nil
	case <-timeout.C:
		return nil, fault.UnavailableBy(errNoSlot)
	case <-ctx.Done():
		return nil, failure(ctx.Err())
	}
}
