package feed

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"social.example/shared/live"
	"social.example/shared/store"
)

// watch is a time in which streams are open. Its one goroutine reads what is new
// up to the horizon, hands it out, and goes on from there: when it is told of a
// post, while one is being written, and every now and then, for Redis may have
// been away.
type watch struct {
	posts store.Live
	pace  pace
	told  chan struct{}
	quit  context.CancelFunc
	over  chan struct{}

	at      time.Time // all posts before it were handed out; zero: not yet begun
	failing bool

	audience audience
}

func startWatch(posts store.Live, news live.Posts, p pace) *watch {
	ctx, quit := context.WithCancel(context.Background())
	w := &watch{
		posts: posts, pace: p, quit: quit,
		told: make(chan struct{}, 1), over: make(chan struct{}),
		audience: audience{readers: map[int64][]*reader{}},
	}
	go func() {
		defer close(w.over)
		var listening sync.WaitGroup
		listening.Go(func() { news.Listen(ctx, w.tell) })
		w.run(ctx)
		listening.Wait()
	}()
	return w
}

// end returns when nothing of the watch runs any more.
func (w *watch) end() {
	w.quit()
	<-w.over
}

// tell makes the watch look. It never waits.
func (w *watch) tell() {
	select {
	case w.told <- struct{}{}:
	default: // it is going to look anyway
	}
}

func (w *watch) run(ctx context.Context) {
	poll, rest := time.NewTimer(0), time.NewTimer(0)
	for {
		select {
		case <-w.told:
		case <-poll.C:
		case <-ctx.Done():
			return
		}
		select {
		case <-rest.C:
		case <-ctx.Done():
			return
		}
		next := w.pace.poll
		if w.look(ctx) {
			next = w.pace.rest
		}
		poll.Reset(next)
		rest.Reset(w.pace.rest)
	}
}

// look hands out what is new and lets in who is waiting. It reports whether
// there is more to come soon.
func (w *watch) look(ctx context.Context) (behind bool) {
	viewers, from := w.audience.viewers(), w.at
	if len(viewers) == 0 {
		from = time.Time{} // nobody is there who could miss a post
	}
	horizon, err := w.posts.Horizon(ctx, from, w.pace.portion)
	var news []store.Delivery
	if err == nil && !from.IsZero() && horizon.At.After(from) {
		news, err = w.posts.Deliver(ctx, from, horizon.At, viewers)
	}
	if err != nil {
		w.fail(ctx, err)
		return false
	}
	w.failing = false
	if horizon.At.After(w.at) {
		w.at = horizon.At
	}
	for _, d := range news {
		e, err := newEvent(d.Post)
		if err != nil {
			slog.ErrorContext(ctx, "a post can't be encoded", slog.Any("error", err))
			continue
		}
		w.audience.give(e, d.Viewers)
	}
	w.audience.letIn(w.at, nil)
	return horizon.Behind
}

// fail leaves everything as it is, for the next look, but who just wants to join
// need not wait for that.
func (w *watch) fail(ctx context.Context, err error) {
	if !w.failing && ctx.Err() == nil {
		slog.WarnContext(ctx, "new posts can't be read, streams stand still", slog.Any("error", err))
	}
	w.failing = true
	w.audience.letIn(w.at, err)
}

// add makes a reader, who joins at the end of the next look.
func (w *watch) add(viewer int64) *reader {
	r := &reader{
		viewer: viewer, watch: w,
		joined: make(chan error, 1), events: make(chan *event, w.pace.queue),
	}
	w.audience.add(r)
	w.tell()
	return r
}
