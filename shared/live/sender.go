package live

import (
	"context"
	"log/slog"
	"math"
	"math/rand/v2"
	"time"

	"social.example/shared/cursor"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// batch is how many events are written at once, and how many posts are read from
// the database at once for a client that comes back.
const batch = 100

// Sender writes a stream.
type Sender struct {
	Feed    store.Feed
	Cursors cursor.Sealer
	List    string          // the name of the list that the ids of events are cursors of
	Reached cursor.Position // what the client has; First: nothing, it begins now
	Limits  Limits
	// Admitted reports whether the viewer would still be let in.
	Admitted func(context.Context) bool
}

// Run sends until the context ends, or the client is gone, too slow, or no
// longer admitted.
func (s *Sender) Run(ctx context.Context, out web.Events, sub *Subscription) {
	if s.Reached.IsFirst() {
		s.Reached = justBefore(sub.from)
	}
	retry := s.Limits.Retry/2 + rand.N(s.Limits.Retry) //nolint:gosec // G404: jitter, not a secret
	if out.Send(web.Event{Retry: retry, ID: s.Cursors.Seal(s.List, s.Reached)}) != nil {
		return
	}
	if !s.catchUp(ctx, out, sub.viewer, justBefore(sub.from)) {
		return
	}
	heartbeat := time.NewTicker(s.Limits.Heartbeat)
	defer heartbeat.Stop()
	for err := error(nil); err == nil; {
		select {
		case e, open := <-sub.events:
			if !open {
				slog.InfoContext(ctx, "a stream ended, because its client is too slow")
				return
			}
			err = out.Send(s.gather(e, sub.events)...)
		case <-heartbeat.C:
			if !s.Admitted(ctx) {
				return
			}
			err = out.Send(web.Event{})
		case <-ctx.Done():
			return
		}
	}
}

// justBefore is the position after all posts before that moment.
func justBefore(at time.Time) cursor.Position {
	return cursor.Position{At: at.Add(-time.Microsecond), ID: math.MaxInt64}
}

// catchUp sends the posts from where the client is up to that position, and
// reports whether it could.
func (s *Sender) catchUp(ctx context.Context, out web.Events, viewer int64, to cursor.Position) bool {
	filter := social.FeedFilter{Ascending: true, Until: &to.At}
	for more := s.Reached.Before(to); more; {
		posts, err := s.Feed.List(ctx, viewer, filter, store.Page{After: s.Reached, Limit: batch})
		events := make([]web.Event, len(posts.Rows))
		for i, post := range posts.Rows {
			var e *event
			if e, err = newEvent(post); err != nil {
				break
			}
			events[i] = s.address(e)
		}
		if ctx.Err() != nil {
			return false
		}
		if err != nil {
			slog.WarnContext(ctx, "a stream ended, because what it missed can't be read", slog.Any("error", err))
			return false
		}
		if out.Send(events...) != nil {
			return false
		}
		more = !posts.Next.IsFirst()
	}
	return true
}

// gather returns the event and those that wait behind it, without what the
// client has: it may come from an instance that was ahead of this one.
func (s *Sender) gather(e *event, waiting <-chan *event) (events []web.Event) {
	for {
		if s.Reached.Before(e.at) {
			events = append(events, s.address(e))
		}
		if len(events) == batch {
			return events
		}
		select {
		case next, open := <-waiting:
			if !open {
				return events
			}
			e = next
		default:
			return events
		}
	}
}

// address makes the event this client's, who has reached it then.
func (s *Sender) address(e *event) web.Event {
	s.Reached = e.at
	return web.Event{ID: s.Cursors.Seal(s.List, e.at), Type: "post", Data: e.data}
}
