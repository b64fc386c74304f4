package live

import (
	"slices"
	"sync"
	"time"

	"social.example/shared/social"
)

// Viewer is the user of a stream.
type Viewer struct {
	ID       int64
	Wants    []Kind
	Admitted func(social.Actor) bool // whether the user is still allowed
	End      func()                  // ends the stream
}

// Subscription is an open stream as the hub sees it. Its events are the viewer's posts
// and notifications from a certain time on; the sender reads earlier ones itself.
type Subscription struct {
	viewer  Viewer
	poller  *poller
	started chan error // receives nil once from is set, or an error
	from    time.Time
	ended   string      // why events is closed
	events  chan *event // closed if the stream must end
}

// subscriptions are the subscriptions of a poller.
type subscriptions struct {
	mutex    sync.Mutex
	waiting  []*Subscription           // started by the next poll
	byViewer map[int64][]*Subscription // started
}

func (all *subscriptions) add(s *Subscription) {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	all.waiting = append(all.waiting, s)
}

func (all *subscriptions) remove(s *Subscription) {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	all.drop(s)
	all.waiting = slices.DeleteFunc(all.waiting, func(other *Subscription) bool { return other == s })
}

// start starts the waiting subscriptions, which get the events from that time on.
// If err is not nil, it refuses them instead.
func (all *subscriptions) start(from time.Time, err error) {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	for _, s := range all.waiting {
		if err == nil {
			s.from = from
			all.byViewer[s.viewer.ID] = append(all.byViewer[s.viewer.ID], s)
		}
		s.started <- err
	}
	all.waiting = nil
}

// viewers returns the viewers with a started subscription that wants any of the kinds.
func (all *subscriptions) viewers(kinds ...Kind) []int64 {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	viewers := make([]int64, 0, len(all.byViewer))
	for viewer, started := range all.byViewer {
		if slices.ContainsFunc(started, func(s *Subscription) bool { return s.wants(kinds...) }) {
			viewers = append(viewers, viewer)
		}
	}
	return viewers
}

// wants reports whether the subscription wants any of the kinds.
func (s *Subscription) wants(kinds ...Kind) bool {
	return slices.ContainsFunc(kinds, func(kind Kind) bool { return slices.Contains(s.viewer.Wants, kind) })
}

// has reports whether the user has a subscription.
func (all *subscriptions) has(user int64) bool { return len(all.of([]int64{user})) > 0 }

// of returns the subscriptions of these users.
func (all *subscriptions) of(users []int64) []*Subscription {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	var found []*Subscription
	for _, s := range all.waiting {
		if slices.Contains(users, s.viewer.ID) {
			found = append(found, s)
		}
	}
	for _, user := range users {
		found = append(found, all.byViewer[user]...)
	}
	return found
}

// deliver sends the event to all subscriptions of these viewers that want it. It drops
// a subscription with a full queue; the client reconnects and reads what it missed.
func (all *subscriptions) deliver(e *event, viewers []int64) {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	for _, viewer := range viewers {
		for _, s := range slices.Clone(all.byViewer[viewer]) {
			if !s.wants(e.kind) {
				continue
			}
			select {
			case s.events <- e:
			default:
				all.close(s, "its client is too slow")
			}
		}
	}
}

// end ends the subscriptions of these viewers that want events of the kind, because the
// next one can't be read. The client reconnects and reads on from its position.
func (all *subscriptions) end(kind Kind, viewers []int64) {
	all.mutex.Lock()
	defer all.mutex.Unlock()
	for _, viewer := range viewers {
		for _, s := range slices.Clone(all.byViewer[viewer]) {
			if s.wants(kind) {
				all.close(s, "an event can't be read")
			}
		}
	}
}

func (all *subscriptions) close(s *Subscription, why string) {
	all.drop(s)
	s.ended = why
	close(s.events)
}

func (all *subscriptions) drop(s *Subscription) {
	left := slices.DeleteFunc(all.byViewer[s.viewer.ID], func(other *Subscription) bool { return other == s })
	all.byViewer[s.viewer.ID] = left
	if len(left) == 0 {
		delete(all.byViewer, s.viewer.ID)
	}
}
