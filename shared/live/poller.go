package live

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"social.example/shared/store"
)

// poller reads new posts while any stream is open. Its single goroutine reads up
// to the horizon, delivers the posts, and continues from there. It polls when an
// announcement wakes it, soon again while a post is being written, and at every
// interval, because Redis may have been unavailable.
type poller struct {
	posts  store.Live
	limits Limits
	woken  chan struct{}
	cancel context.CancelFunc
	done   chan struct{}

	at      time.Time // all posts before it were delivered; zero before the first poll
	failing bool
	held    bool // a transaction that holds posts back was reported

	rights  rights
	checked time.Time // when the rights of all viewers were last checked

	subscriptions subscriptions
}

func startPoller(posts store.Live, news Posts, limits Limits) *poller {
	ctx, cancel := context.WithCancel(context.Background())
	p := &poller{
		posts: posts, limits: limits, cancel: cancel,
		woken: make(chan struct{}, 1), done: make(chan struct{}),
		rights:        rights{changed: map[int64]bool{}},
		subscriptions: subscriptions{byViewer: map[int64][]*Subscription{}},
	}
	go func() {
		defer close(p.done)
		var listening sync.WaitGroup
		listening.Go(func() { news.Listen(ctx, p.wake, p.suspect) })
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

// poll delivers new posts and starts the waiting subscriptions. It reports
// whether more posts are to be read soon.
func (p *poller) poll(ctx context.Context) (behind bool) {
	viewers, from := p.subscriptions.viewers(), p.at
	if len(viewers) == 0 {
		from = time.Time{} // without viewers, no post can be missed
	}
	horizon, err := p.posts.Horizon(ctx, from, p.limits.Portion)
	var news []store.Delivery
	if err == nil && !from.IsZero() && horizon.At.After(from) {
		news, err = p.posts.Deliver(ctx, from, horizon.At, viewers)
	}
	if err != nil {
		p.fail(ctx, err)
		return false
	}
	p.failing = false
	p.report(ctx, horizon)
	p.advance(horizon)
	for _, d := range news {
		e, err := newEvent(d.Post)
		if err != nil {
			slog.ErrorContext(ctx, "a post can't be encoded", slog.Any("error", err))
			continue
		}
		p.subscriptions.deliver(e, d.Viewers)
	}
	p.subscriptions.start(p.at, nil)
	p.recheck(ctx)
	return horizon.Behind
}

// advance moves the poller's position to the horizon. It moves back if the newest
// post was deleted or the database's clock went back, because new posts may then
// come before the position.
func (p *poller) advance(h store.Horizon) {
	switch {
	case h.At.After(p.at):
		p.at = h.At
	case h.End.Before(p.at):
		p.at = h.End
	}
}

// tooOld is the age from which on a transaction that holds back new posts is
// logged.
const tooOld = 5 * time.Second

// report logs a transaction that holds back new posts, once while it lasts.
func (p *poller) report(ctx context.Context, h store.Horizon) {
	if held := h.Age > tooOld; held != p.held {
		p.held = held
		if held {
			slog.ErrorContext(ctx, "a transaction that writes a post does not end, new posts wait for it",
				slog.Duration("age", h.Age), slog.Int("pid", h.PID))
		}
	}
}

// fail keeps the position for the next poll and refuses the waiting
// subscriptions.
func (p *poller) fail(ctx context.Context, err error) {
	if !p.failing && ctx.Err() == nil {
		slog.WarnContext(ctx, "new posts can't be read, streams stand still", slog.Any("error", err))
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
	p.suspect(viewer.ID) // their rights may have changed since authentication
	return s
}
