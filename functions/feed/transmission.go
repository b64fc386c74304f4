package feed

import (
	"context"
	"log/slog"
	"math/rand/v2"
	"time"

	"social.example/shared/admission"
	"social.example/shared/cursor"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// batch is how many events are written at once, and read from the database for
// a client that comes back.
const batch = 100

// transmission is the sending of a stream.
type transmission struct {
	service
	viewer  int64
	list    string // whose cursors the events have
	reached cursor.Position
	out     web.Events
}

// run sends until the context ends or the client is gone, too slow or no longer
// admitted.
func (t *transmission) run(ctx context.Context, r *reader) {
	retry := t.pace.retry/2 + rand.N(t.pace.retry) //nolint:gosec // G404: jitter, not a secret
	if t.out.Send(web.Event{Retry: retry, ID: t.cursors.Seal(t.list, t.reached)}) != nil {
		return
	}
	if !t.catchUp(ctx, justBefore(r.from)) {
		return
	}
	heartbeat := time.NewTicker(t.pace.heartbeat)
	defer heartbeat.Stop()
	for err := error(nil); err == nil; {
		select {
		case e, open := <-r.events:
			if !open {
				slog.InfoContext(ctx, "a stream ended, for its client is too slow")
				return
			}
			err = t.out.Send(t.gather(e, r.events)...)
		case <-heartbeat.C:
			if !admission.StillSignedIn(ctx) {
				return
			}
			err = t.out.Send(web.Event{})
		case <-ctx.Done():
			return
		}
	}
}

// catchUp sends the posts from where the client is up to that position, and
// reports whether it could.
func (t *transmission) catchUp(ctx context.Context, to cursor.Position) bool {
	filter := social.FeedFilter{Ascending: true, Until: &to.At}
	for more := t.reached.Before(to); more; {
		posts, err := t.feed.List(ctx, t.viewer, filter, store.Page{After: t.reached, Limit: batch})
		events := make([]web.Event, len(posts.Rows))
		for i, post := range posts.Rows {
			var e *event
			if e, err = newEvent(post); err != nil {
				break
			}
			events[i] = t.address(e)
		}
		if ctx.Err() != nil {
			return false
		}
		if err != nil {
			slog.WarnContext(ctx, "a stream ended, for what it missed can't be read", slog.Any("error", err))
			return false
		}
		if t.out.Send(events...) != nil {
			return false
		}
		more = !posts.Next.IsFirst()
	}
	return true
}

// gather returns the event and those that wait behind it, without what the
// client has: it may come from an instance that was ahead of this one.
func (t *transmission) gather(e *event, waiting <-chan *event) (events []web.Event) {
	for {
		if t.reached.Before(e.at) {
			events = append(events, t.address(e))
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
func (t *transmission) address(e *event) web.Event {
	t.reached = e.at
	return web.Event{ID: t.cursors.Seal(t.list, e.at), Type: "post", Data: e.data}
}
