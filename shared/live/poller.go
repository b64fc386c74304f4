package live

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"social.example/shared/store"
)

// poller reads the new posts while streams are open. Its one goroutine reads up
// to the horizon, delivers, and goes on from there. It looks when it is woken by
// an announcement, again soon while a post is being written, and at every
// interval, because Redis may have been away.
type poller struct {
	posts  store.Live
	limits Limits
	woken  chan struct{}
	cancel context.CancelFunc
	done   chan struct{}

	at      time.Time // all posts before it were delivered; zero: not yet begun
	failing bool
	held    bool // a transaction holds the posts back, and that was reported

	rights  rights
	checked time.Time // when the rights of all viewers were looked at

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

// stop returns when nothing of the poller runs any more.
func (p *poller) stop() {
	p.cancel()
	<-p.done
}

// wake makes the poller look. It never waits.
func (p *poller) wake() {
	select {
	case p.woken <- struct{}{}:
	default: // it is going to look anyway
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

// poll delivers what is new and starts the subscriptions that wait. It reports
// whether there is more to come soon.
func (p *poller) poll(ctx context.Context) (behind bool) {
	viewers, from := p.subscriptions.viewers(), p.at
	if len(viewers) == 0 {
		from = time.Time{} // nobody is there who could miss a post
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

// advance moves to what can be read. That is before the poller's moment if the
// newest post was deleted, or if the database's clock has gone back: then posts
// to come may be before that moment too.
func (p *poller) advance(h store.Horizon) {
	switch {
	case h.At.After(p.at):
		p.at = h.At
	case h.End.Before(p.at):
		p.at = h.End
	}
}

// tooOld is the age of a transaction that holds new posts back from which on
// somebody should look at it.
const tooOld = 5 * time.Second

// report logs a transaction that holds new posts back, once while it lasts.
func (p *poller) report(ctx context.Context, h store.Horizon) {
	if held := h.Age > tooOld; held != p.held {
		p.held = held
		if held {
			slog.ErrorContext(ctx, "a transaction that writes a post does not end, new posts wait for it",
				slog.Duration("age", h.Age), slog.Int("pid", h.PID))
		}
	}
}

// fail leaves everything as it is for the next poll, but refuses the
// subscriptions that wait.
func (p *poller) fail(ctx context.Context, err error) {
	if !p.failing && ctx.Err() == nil {
		slog.WarnContext(ctx, "new posts can't be read, streams stand still", slog.Any("error", err))
	}
	p.failing = true
	p.subscriptions.start(p.at, err)
}

// subscribe makes a subscription that starts at the end of the next poll.
func (p *poller) subscribe(viewer Viewer) *Subscription {
	s := &Subscription{
		viewer: viewer, poller: p,
		started: make(chan error, 1), events: make(chan *event, p.limits.Queue),
	}
	p.subscriptions.add(s)
	p.suspect(viewer.ID) // a change may have come since they were admitted
	return s
}
