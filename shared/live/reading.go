package live

import (
	"context"
	"log/slog"
	"slices"
	"time"

	"social.example/shared/fault"
)

// dispatch is an event and its viewers.
type dispatch struct {
	event   *event
	viewers []int64
}

// read returns the posts and notifications from one time up to another, in order. If an
// event can't be read, although the database is available, the streams of its viewers
// end, so that nobody else waits. Their clients reconnect where they were.
func (p *poller) read(ctx context.Context, from, to time.Time) (events []dispatch, err error) {
	for kind, read := range map[Kind]func(viewers []int64) ([]dispatch, error){
		PostEvents:         func(viewers []int64) ([]dispatch, error) { return p.posts(ctx, from, to, viewers) },
		NotificationEvents: func(viewers []int64) ([]dispatch, error) { return p.notifications(ctx, from, to, viewers) },
	} {
		r := reading{read: read}
		if err := r.run(ctx, p.subscriptions.viewers(kind)); err != nil {
			return nil, err
		}
		if len(r.failed) > 0 {
			slog.ErrorContext(ctx, "events can't be read, so the streams of their viewers end", slog.String("kind", string(kind)),
				slog.Any("viewers", r.failed), slog.Any("error", r.err))
			p.subscriptions.end(kind, r.failed)
		}
		events = append(events, r.events...)
	}
	slices.SortFunc(events, func(a, b dispatch) int { return a.event.compare(b.event) })
	return events, nil
}

func (p *poller) posts(ctx context.Context, from, to time.Time, viewers []int64) (events []dispatch, err error) {
	posts, err := p.store.Deliver(ctx, from, to, viewers)
	if err != nil {
		return nil, err
	}
	for _, d := range posts {
		e, err := newPostEvent(d.Post)
		if err != nil {
			return nil, err
		}
		events = append(events, dispatch{e, d.Viewers})
	}
	return events, nil
}

func (p *poller) notifications(ctx context.Context, from, to time.Time, viewers []int64) (events []dispatch, err error) {
	found, err := p.store.DeliverNotifications(ctx, from, to, viewers)
	if err != nil {
		return nil, err
	}
	for _, d := range found {
		e, err := newNotificationEvent(d.Notification)
		if err != nil {
			return nil, err
		}
		events = append(events, dispatch{e, []int64{d.Viewer}})
	}
	return events, nil
}

// reading reads the events of one kind, and finds the viewers for whom that fails.
type reading struct {
	read   func(viewers []int64) ([]dispatch, error)
	events []dispatch
	failed []int64
	err    error // why it failed for the last of them
}

// maxReads is how many reads may split the viewers. One viewer among a thousand is found
// in 21.
const maxReads = 100

// run reads for all viewers at once, and if that fails, for each half of them, and so
// on. After maxReads, all viewers of a group that fails count as failed. If the database
// is not available, run returns the error.
func (r *reading) run(ctx context.Context, viewers []int64) error {
	groups := [][]int64{viewers}
	for reads := 1; len(groups) > 0; reads++ {
		group := groups[0]
		groups = groups[1:]
		if len(group) == 0 {
			continue
		}
		events, err := r.read(group)
		switch half := len(group) / 2; {
		case err == nil:
			r.events = append(r.events, events...)
		case ctx.Err() != nil || fault.KindOf(err) == fault.Unavailable:
			return err
		case half == 0 || reads >= maxReads:
			r.failed, r.err = append(r.failed, group...), err
		default:
			groups = append(groups, group[:half], group[half:])
		}
	}
	return nil
}
