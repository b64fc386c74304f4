package feed

import (
	"context"
	"sync"

	"social.example/shared/fault"
	"social.example/shared/live"
	"social.example/shared/store"
)

// hub hands the new posts to the open streams of this instance. While there are
// any, a watch reads the posts once for all of them; when the last one ends,
// nothing goes on, for then the instance has no processor.
type hub struct {
	posts store.Live
	live  live.Posts
	pace  pace

	stopping context.Context // over when the instance ends
	stop     context.CancelFunc

	mutex   sync.Mutex
	watch   *watch        // nil while no stream is open
	streams map[int64]int // how many each user has
}

func newHub(posts store.Live, news live.Posts, p pace) *hub {
	stopping, stop := context.WithCancel(context.Background()) //nolint:gosec // G118: it is called when the instance ends
	return &hub{posts: posts, live: news, pace: p, stopping: stopping, stop: stop, streams: map[int64]int{}}
}

// join adds a stream of the viewer, who must leave in the end.
func (h *hub) join(ctx context.Context, viewer int64) (*reader, error) {
	r, err := h.enter(viewer)
	if err != nil {
		return nil, err
	}
	select {
	case err = <-r.joined:
	case <-ctx.Done():
		err = fault.UnavailableBy(ctx.Err())
	}
	if err != nil {
		h.leave(r)
		return nil, err
	}
	return r, nil
}

func (h *hub) enter(viewer int64) (*reader, error) {
	h.mutex.Lock()
	defer h.mutex.Unlock()
	if h.streams[viewer] >= h.pace.perUser {
		tooMany := fault.New(fault.TooMany, "at most %d streams may be open at once", h.pace.perUser)
		tooMany.RetryAfter = h.pace.heartbeat // by then it is known which ones are dead
		return nil, tooMany
	}
	h.streams[viewer]++
	if h.watch == nil {
		h.watch = startWatch(h.posts, h.live, h.pace)
	}
	return h.watch.add(viewer), nil
}

// leave removes a stream. When the last one has left, nothing of the hub runs.
func (h *hub) leave(r *reader) {
	r.watch.audience.remove(r)
	h.mutex.Lock()
	h.streams[r.viewer]--
	if h.streams[r.viewer] == 0 {
		delete(h.streams, r.viewer)
	}
	last := len(h.streams) == 0
	if last {
		h.watch = nil
	}
	h.mutex.Unlock()
	if last {
		r.watch.end()
	}
}
