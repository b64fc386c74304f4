package feed

import (
	"slices"
	"sync"
	"time"

	"github.com/go-json-experiment/json"

	"social.example/shared/cursor"
	"social.example/shared/social"
)

// event is a post as the streams get it, who share it.
type event struct {
	at   cursor.Position
	data []byte
}

func newEvent(post social.Post) (*event, error) {
	data, err := json.Marshal(post)
	return &event{cursor.Position{At: post.CreatedAt, ID: post.ID}, data}, err
}

// reader is an open stream as its watch sees it.
type reader struct {
	viewer int64
	watch  *watch
	joined chan error // gets nil once from is set
	// from is where the reader's events begin: the posts before it the stream
	// has to find by itself.
	from   time.Time
	events chan *event // closed if the reader is too slow
}

// audience are the readers of a watch.
type audience struct {
	mutex   sync.Mutex
	joining []*reader
	readers map[int64][]*reader // by viewer
}

func (a *audience) add(r *reader) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.joining = append(a.joining, r)
}

func (a *audience) remove(r *reader) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	a.forget(r)
	a.joining = slices.DeleteFunc(a.joining, func(other *reader) bool { return other == r })
}

// letIn ends the waiting of those who are joining: they get the posts from that
// moment on, or the error.
func (a *audience) letIn(from time.Time, err error) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	for _, r := range a.joining {
		if err == nil {
			r.from = from
			a.readers[r.viewer] = append(a.readers[r.viewer], r)
		}
		r.joined <- err
	}
	a.joining = nil
}

// viewers are those who get posts by now.
func (a *audience) viewers() []int64 {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	viewers := make([]int64, 0, len(a.readers))
	for viewer := range a.readers {
		viewers = append(viewers, viewer)
	}
	return viewers
}

// give gives the event to the readers of these viewers. One whose queue is full
// is cut off: its client connects again and reads what it missed.
func (a *audience) give(e *event, viewers []int64) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	for _, viewer := range viewers {
		for _, r := range slices.Clone(a.readers[viewer]) {
			select {
			case r.events <- e:
			default:
				a.forget(r)
				close(r.events)
			}
		}
	}
}

func (a *audience) forget(r *reader) {
	left := slices.DeleteFunc(a.readers[r.viewer], func(other *reader) bool { return other == r })
	a.readers[r.viewer] = left
	if len(left) == 0 {
		delete(a.readers, r.viewer)
	}
}
