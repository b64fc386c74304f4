package live

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"social.example/shared/store"
)

// poller reads new posts and notifications while any stream is open. Its single
// goroutine reads up to the horizon, delivers what it read, and continues from there.
// It polls when an announcement wakes it, soon again while something is being written,
// and at every interval, because Redis may have been unavailable. doc.go describes the
// path of a post.
type poller struct {
	store  store.Live
	limits Limits
	woken  chan struct{}
	cancel context.CancelFunc
	done   chan struct{}

	at      time.Time // everything before it was delivered; zero before the first poll
	failing bool
	held    bool // a transaction that holds events back was reported

	toRecheck userSet
	checked   time.Time // when the rights of all viewers were last checked

	subscriptions subscriptions
}

func startPoller(store store.Live, announcer Announcer, limits Limits) *poller {
	ctx, cancel := context.WithCancel(context.Background())
	p := &poller{
		store: store, limits: limits, cancel: cancel,
		woken: make(chan struct{}, 1), done: make(chan struct{}),
		toRecheck:     userSet{users: map[int64]bool{}},
		subscriptions: subscriptions{byViewer: map[int64][]*Subscription{}},
	}
	go func() {
		defer close(p.done)
		var listening sync.WaitGroup
		listening.Go(func() { announcer.Listen(ctx, Listeners{Posted: p.wake, Notified: p.wakeFor, Changed: p.recheckSoon}) })
		p.run(ctx)
		listening.Wait()
	}()
	return p
}

// stop stops the poller and waits for its goroutines.
func (p *poller) stop() {
	p.cancel()
	<-p.done
}

// wake makes the poller poll. It never blocks.
func (p *poller) wake() {
	select {
	case p.woken <- struct{}{}:
	default: // a wake-up is already pending
	}
}

// wakeFor makes the poller poll if the user has a stream.
func (p *poller) wakeFor(user int64) {
	if p.subscriptions.has(user) {
		p.wake()
	}
}

func (p *poller) run(ctx context.Context) {
	poll, rest := time.NewTimer(0), time.NewTimer(0)
	for {
		select {
		case <-p.woken:
		case <-poll.C:
		case <-ctx.Done():
			return
		}
		select {
		case <-rest.C:
		case <-ctx.Done():
			return
		}
		next := p.limits.Poll
		if p.poll(ctx) {
			next = p.limits.Rest
		}
		poll.Reset(next)
		rest.Reset(p.limits.Rest)
	}
}

// poll delivers new events and starts the waiting subscriptions. It reports whether
// more events can be read soon.
func (p *poller) poll(ctx context.Context) (behind bool) {
	from := p.at
	if len(p.subscriptions.viewers(PostEvents, NotificationEvents)) == 0 {
		from = time.Time{} // without viewers, nothing can be missed
	}
	horizon, err := p.store.Horizon(ctx, from, p.limits.Portion)
	var events []dispatch
	if err == nil && !from.IsZero() && horizon.At.After(from) {
		events, err = p.read(ctx, from, horizon.At)
	}
	defer p.recheck(ctx) // even while events can't be read
	if err != nil {
		p.fail(ctx, err)
		return false
	}
	p.failing = false
	p.report(ctx, horizon)
	p.advance(horizon)
	for _, d := range events {
		p.subscriptions.deliver(d.event, d.viewers)
	}
	p.subscriptions.start(p.at, nil)
	return horizon.Behind
}

// advance moves the poller's position to the horizon. It moves back if the newest
// row was deleted or the database's clock went back, because new rows may then come
// before the position.
func (p *poller) advance(h store.Horizon) {
	switch {
	case h.At.After(p.at):
		p.at = h.At
	case h.End.Before(p.at):
		p.at = h.End
	}
}

// tooOld is the age from which a transaction that holds events back is logged.
const tooOld = 5 * time.Second

// report logs a transaction that holds events back, once while it lasts.
func (p *poller) report(ctx context.Context, h store.Horizon) {
	if held := h.Age > tooOld; held != p.held {
		p.held = held
		if held {
			slog.ErrorContext(ctx, "a transaction that writes a post or a notification does not end and holds back events",
				slog.Duration("age", h.Age), slog.Int("pid", h.PID))
		}
	}
}

// fail keeps the position for the next poll and refuses the waiting
// subscriptions.
func (p *poller) fail(ctx context.Context, err error) {
	if !p.failing && ctx.Err() == nil {
		slog.WarnContext(ctx, "new events can't be read, so streams wait", slog.Any("error", err))
	}
	p.failing = true
	p.subscriptions.start(p.at, err)
}

// subscribe adds a subscription that starts at the end of the next poll.
func (p *poller) subscribe(viewer Viewer) *Subscription {
	s := &Subscription{
		viewer: viewer, poller: p,
		started: make(chan error, 1), events: make(chan *event, p.limits.Queue),
	}
	p.subscriptions.add(s)
	p.recheckSoon(viewer.ID) // their rights may have changed since authentication
	return s
}
