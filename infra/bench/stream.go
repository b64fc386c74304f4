package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
	"social.example/infra/bench/usage"
	"social.example/shared/social"
)

const (
	audience = 1000 // maximum number of streams, each of a different follower of the most followed user
	news     = 20   // posts on each stream
	patience = 30 * time.Second
)

// streams is the result for open streams: the memory of the process, and the
// latency of posts from the author's request to each stream.
type streams struct {
	open     int
	resident int64 // of all streams, without the process's memory before
	load.Result
}

// measureStreams opens streams on a separate process and writes posts.
func (b *bench) measureStreams(ctx context.Context) error {
	if !b.wants("streams") {
		return nil
	}
	stream, err := b.system.spawn(ctx, "stream")
	if err != nil {
		return err
	}
	defer stream.process.Stop()
	author := b.world.Set.MostFollowed(1)[0]
	followers := b.world.Set.FollowersOf(author)
	followers = followers[:min(len(followers), audience)]
	if _, err := b.world.Send(ctx, stream.base, firstCalls["stream"].working); err != nil {
		return err
	}
	before := usage.Resident(stream.process.PID())

	ctx, stop := context.WithTimeout(ctx, patience)
	defer stop()
	t := &transmitted{left: len(followers) * news, all: make(chan struct{})}
	var opening, reading sync.WaitGroup
	opening.Add(len(followers))
	for _, user := range followers {
		reading.Go(func() { t.note(b.read(ctx, stream.base, user, opening.Done, t.arrived)) })
	}
	opening.Wait()
	if err := b.tell(ctx, author, t); err != nil {
		return err
	}
	select {
	case <-t.all:
	case <-ctx.Done():
	}
	b.streams = streams{open: len(followers), resident: usage.Resident(stream.process.PID()) - before, Result: t.result()}
	stop()
	reading.Wait()
	b.say("%d streams of %d kB, post to stream p50 %s  p99 %s", b.streams.open, b.streams.resident>>10/int64(b.streams.open),
		milliseconds(b.streams.Percentile(50)), milliseconds(b.streams.Percentile(99)))
	return nil
}

// tell writes the posts one after another.
func (b *bench) tell(ctx context.Context, author int64, t *transmitted) error {
	b.world.Changed.Store(true)
	for n := range news {
		t.sent[n].Store(time.Now().UnixNano())
		const path = "/v1/posts"
		_, err := b.world.Send(ctx, b.system.base(path), scenario.Call{
			Method: http.MethodPost, Path: path, User: author, Status: http.StatusCreated,
			Body: social.PostDraft{Title: title(n), Content: "news"},
		})
		if err != nil {
			return fmt.Errorf("write a post for the streams: %w", err)
		}
	}
	return nil
}

func title(n int) string { return fmt.Sprintf("news %02d", n) }

// read reads a user's stream until the context ends. It calls opened once, on the
// first event or on failure, and arrived for each post.
func (b *bench) read(ctx context.Context, base string, user int64, opened func(), arrived func(title string)) error {
	opened = sync.OnceFunc(opened)
	defer opened()
	answer, err := b.world.Open(ctx, base, scenario.Call{
		Method: http.MethodGet, Path: "/v1/users/feed/stream", User: user, Status: http.StatusOK,
	})
	if err != nil {
		return err
	}
	defer answer.Close()
	lines := bufio.NewScanner(answer)
	for lines.Scan() {
		opened()
		data, ok := strings.CutPrefix(lines.Text(), "data:")
		if !ok {
			continue
		}
		var post social.Post
		if err := json.Unmarshal([]byte(data), &post); err != nil {
			return fmt.Errorf("read a stream: %w", err)
		}
		arrived(post.Title)
	}
	if ctx.Err() == nil {
		return fmt.Errorf("a stream ended: %w", lines.Err())
	}
	return nil
}

// transmitted records the posts that arrive on the streams.
type transmitted struct {
	sent  [news]atomic.Int64 // time of the author's request, in Unix nanoseconds
	mutex sync.Mutex
	took  []time.Duration
	left  int
	all   chan struct{} // closed when all posts have arrived
	first error
}

func (t *transmitted) arrived(text string) {
	now := time.Now().UnixNano()
	for n := range news {
		if text == title(n) {
			t.mutex.Lock()
			defer t.mutex.Unlock()
			t.took = append(t.took, time.Duration(now-t.sent[n].Load()))
			if t.left--; t.left == 0 {
				close(t.all)
			}
			return
		}
	}
}

func (t *transmitted) note(err error) {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	if t.first == nil {
		t.first = err
	}
}

// result counts the missing posts as failed.
func (t *transmitted) result() load.Result {
	t.mutex.Lock()
	defer t.mutex.Unlock()
	r := load.Result{Latencies: slices.Clone(t.took), Tried: len(t.took) + t.left, Failed: t.left, Failure: t.first}
	if r.Failure == nil && r.Failed > 0 {
		r.Failure = fmt.Errorf("%d posts did not arrive", r.Failed)
	}
	slices.Sort(r.Latencies)
	return r
}
