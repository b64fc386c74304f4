package live

import (
	"context"
	"errors"
	"log/slog"
	"math"
	"math/rand/v2"
	"slices"
	"time"

	"social.example/shared/cursor"
	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/web"
)

// Sender writes one stream.
type Sender struct {
	Feed          store.Feed
	Notifications store.Notifications
	Cursors       cursor.Sealer
	List          string          // the name of the list that event ids are cursors of
	Viewer        int64           // the owner of the feed
	Wants         []Kind          // the kinds of events to send
	Reached       cursor.Position // the client's position; cursor.First starts with new events
	Limits        Limits
	Renew         func(context.Context) // renews the stream's lease

	renewed time.Time
}

// Check returns an Invalid fault for the field of the client's position if the
// client missed more than Limits.Missed posts or more than that many notifications.
func (s *Sender) Check(ctx context.Context, field string) error {
	if s.Reached.IsFirst() {
		return nil
	}
	beyond, next, err := s.missed(ctx, nil, store.Page{After: s.Reached, Offset: s.Limits.Missed, Limit: 1})
	if err == nil && (len(beyond) > 0 || !next.IsFirst()) {
		err = fault.InvalidFields(map[string]string{field: "is too old: read the list first"})
	}
	return err
}

// Run sends events until ctx is done, the client disconnects, or the subscription ends.
func (s *Sender) Run(ctx context.Context, out web.Events, sub *Subscription) {
	s.renewed = time.Now()
	from := justBefore(sub.from)
	if s.Reached.IsFirst() || s.Reached.At.Sub(from.At) > maxSkew {
		s.Reached = from
	}
	retry := s.Limits.Retry/2 + rand.N(s.Limits.Retry) //nolint:gosec // G404: jitter, not a secret
	if out.Send(web.Event{Retry: retry, ID: s.Cursors.Seal(s.List, s.Reached)}) != nil {
		return
	}
	if !s.catchUp(ctx, out, from) {
		return
	}
	heartbeat := time.NewTicker(s.Limits.Heartbeat)
	defer heartbeat.Stop()
	for err := error(nil); err == nil; {
		select {
		case e, open := <-sub.events:
			if !open {
				slog.InfoContext(ctx, "a stream ended", slog.String("reason", sub.ended))
				return
			}
			err = out.Send(s.gather(e, sub.events)...)
		case <-heartbeat.C:
			s.renew(ctx)
			err = out.Send(web.Event{})
		case <-ctx.Done():
			return
		}
	}
}

// justBefore returns the last position before that time.
func justBefore(at time.Time) cursor.Position {
	return cursor.Position{At: at.Add(-time.Microsecond), ID: math.MaxInt64}
}

// catchUp sends the events from the client's position up to the given one, with a
// pause after each batch. It reports whether it succeeded.
func (s *Sender) catchUp(ctx context.Context, out web.Events, to cursor.Position) bool {
	for s.Reached.Before(to) {
		more, err := s.sendMissed(ctx, out, to)
		if ctx.Err() != nil {
			return false
		}
		if err != nil {
			slog.InfoContext(ctx, "a stream ended before its client received the events it had missed", slog.Any("error", err))
			return false
		}
		if !more {
			return true
		}
		if time.Since(s.renewed) > s.Limits.Heartbeat {
			s.renew(ctx)
		}
		select {
		case <-time.After(s.Limits.Pause):
		case <-ctx.Done():
			return false
		}
	}
	return true
}

// sendMissed sends a batch and reports whether there is more.
func (s *Sender) sendMissed(ctx context.Context, out web.Events, to cursor.Position) (more bool, err error) {
	missed, next, err := s.missed(ctx, &to.At, store.Page{After: s.Reached, Limit: s.Limits.Batch})
	if err != nil {
		return false, err
	}
	events := make([]web.Event, len(missed))
	for i, m := range missed {
		events[i] = s.encode(m)
	}
	if !next.IsFirst() {
		s.Reached = next
	}
	return !next.IsFirst(), out.Send(events...)
}

// missed returns the events of a page in order, and the position after which there are
// more, or cursor.First if there are none. It reads a page of each kind, and leaves out
// what comes after the end of the page that ends earlier.
func (s *Sender) missed(ctx context.Context, until *time.Time, page store.Page) (missed []*event, next cursor.Position, err error) {
	read := func(e *event, failed error) {
		missed, err = append(missed, e), errors.Join(err, failed)
	}
	end := func(last cursor.Position) {
		if next.IsFirst() || !last.IsFirst() && last.Before(next) {
			next = last
		}
	}
	if slices.Contains(s.Wants, PostEvents) {
		posts, err := s.Feed.List(ctx, s.Viewer, social.FeedFilter{Ascending: true, Until: until}, page)
		if err != nil {
			return nil, next, err
		}
		for _, post := range posts.Rows {
			read(newPostEvent(post))
		}
		end(posts.Next)
	}
	if slices.Contains(s.Wants, NotificationEvents) {
		found, err := s.Notifications.Since(ctx, s.Viewer, until, page)
		if err != nil {
			return nil, next, err
		}
		for _, n := range found.Rows {
			read(newNotificationEvent(n))
		}
		end(found.Next)
	}
	slices.SortFunc(missed, (*event).compare)
	missed = slices.DeleteFunc(missed, func(e *event) bool { return !next.IsFirst() && next.Before(e.at) })
	return missed, next, err
}

func (s *Sender) renew(ctx context.Context) {
	s.renewed = time.Now()
	s.Renew(ctx)
}

// burst is the most new events that are written at once.
const burst = 100

// gather returns the event and the events queued behind it. It skips events
// that the client already has: its position may come from an instance that was ahead
// of this one.
func (s *Sender) gather(e *event, waiting <-chan *event) (events []web.Event) {
	for {
		if s.Reached.Before(e.at) || s.Reached.At.Sub(e.at.At) > maxSkew {
			events = append(events, s.encode(e))
		}
		if len(events) == burst {
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

// encode encodes the event for this client and advances the client's position.
func (s *Sender) encode(e *event) web.Event {
	s.Reached = e.at
	return web.Event{ID: s.Cursors.Seal(s.List, e.at), Type: string(e.kind), Data: e.data}
}
