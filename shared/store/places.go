package store

import (
	"context"
	"errors"
	"time"

	"social.example/shared/fault"
)

// Places are how many of the dearest statements an instance runs at once, so
// that they leave connections to all others. A nil one has no bound.
type Places chan struct{}

// NewPlaces returns places for a quarter of a pool's connections.
func NewPlaces(connections int32) Places { return make(Places, max(connections/4, 1)) }

// placeTime is how long a statement waits for a place.
const placeTime = time.Second

var errNoPlace = errors.New("no place became free for a search")

// take waits for a place, which the caller gives back by calling leave. It
// returns an Unavailable fault if none becomes free in time.
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
