package store

import (
	"context"
	"errors"
	"time"

	"social.example/shared/fault"
)

// Places limits how many of the most expensive statements an instance runs at
// once, so that the others can still get a connection. A nil Places has no limit.
type Places chan struct{}

// NewPlaces returns places for a quarter of a pool's connections, and at least
// one.
func NewPlaces(connections int32) Places { return make(Places, max(connections/4, 1)) }

// placeTime is how long a statement waits for a place.
const placeTime = time.Second

var errNoPlace = errors.New("no place became free for a search")

// take waits for a place. The caller must call leave to return it. take returns
// an Unavailable fault if no place becomes free within placeTime.
func (p Places) take(ctx context.Context) (leave func(), err error) {
	if p == nil {
		return func() {}, nil
	}
	timeout := time.NewTimer(placeTime)
	defer timeout.Stop()
	select {
	case p <- struct{}{}:
		return func() { <-p }, nil
	case <-timeout.C:
		return nil, fault.UnavailableBy(errNoPlace)
	case <-ctx.Done():
		return nil, failure(ctx.Err())
	}
}
