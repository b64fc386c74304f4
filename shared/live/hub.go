package live

import (
	"context"
	"sync"

	"social.example/shared/fault"
	"social.example/shared/store"
)

// Hub delivers new posts and notifications to the open streams of this instance. Its
// poller runs while any stream is open. Nothing runs after the last stream ends,
// because the platform then takes the CPU away. doc.go describes the path of a post.
type Hub struct {
	store     store.Live
	announcer Announcer
	limits    Limits

	mutex   sync.Mutex
	poller  *poller // nil while no stream is open
	streams int
}

// NewHub returns a hub without streams.
func NewHub(store store.Live, announcer Announcer, limits Limits) *Hub {
	return &Hub{store: store, announcer: announcer, limits: limits}
}

// Subscribe adds a stream and returns once it has started. The caller must call
// Unsubscribe in the end.
func (h *Hub) Subscribe(ctx context.Context, viewer Viewer) (*Subscription, error) {
	s := h.add(viewer)
	var err error
	select {
	case err = <-s.started:
	case <-ctx.Done():
		err = fault.UnavailableBy(ctx.Err())
	}
	if err != nil {
		h.Unsubscribe(s)
		return nil, err
	}
	return s, nil
}

func (h *Hub) add(viewer Viewer) *Subscription {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	h.streams++
	if h.poller == nil {
		h.poller = startPoller(h.store, h.announcer, h.limits)
	}
	return h.poller.subscribe(viewer)
}

// Unsubscribe removes a stream. After the last one it stops the poller.
func (h *Hub) Unsubscribe(s *Subscription) {
	s.poller.subscriptions.remove(s)
	h.mutex.Lock()
	h.streams--
	last := h.streams == 0
	if last {
		h.poller = nil
	}
	h.mutex.Unlock()
	if last {
		s.poller.stop()
	}
}
