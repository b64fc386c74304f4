package stream

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-json-experiment/json"

	"social.example/shared/social"
)

// listener reads a stream as a browser does: an event and its id count once the
// event's empty line has arrived.
type listener struct {
	t      testing.TB
	token  string
	events string // the parameter events, if not empty

	mutex         sync.Mutex
	id            string
	order         []int64 // the ids of posts and notifications, as they came
	posts         []social.Post
	notifications []social.Notification
	comments      int
	changed       chan struct{} // signaled after each event and comment
}

func newListener(t testing.TB, token string) *listener {
	return &listener{t: t, token: token, changed: make(chan struct{}, 1)}
}

// open requests the stream from the listener's position.
func (l *listener) open(ctx context.Context, server, query string) (*http.Response, error) {
	if l.events != "" {
		query = "?events=" + l.events
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, server+"/v1/users/feed/stream"+query, nil)
	if err != nil {
		return nil, err
	}
	request.Header.Set("Authorization", "Bearer "+l.token)
	if id := l.lastID(); id != "" {
		request.Header.Set("Last-Event-ID", id)
	}
	return http.DefaultTransport.RoundTrip(request)
}

// start opens the stream, waits for the response headers and reads the stream in
// the background. The channel receives the error that ends it, which is io.EOF if the
// server ended the stream.
func (l *listener) start(server, query string) <-chan error {
	l.t.Helper()
	return l.startUntil(l.t.Context(), server, query)
}

func (l *listener) startUntil(ctx context.Context, server, query string) <-chan error {
	l.t.Helper()
	response, err := l.open(ctx, server, query) //nolint:bodyclose // the goroutine closes it
	if err != nil {
		l.t.Fatal(err)
	}
	if response.StatusCode != http.StatusOK {
		l.t.Fatalf("status %d, want 200", response.StatusCode)
	}
	ended := make(chan error, 1)
	go func() {
		defer response.Body.Close()
		ended <- l.read(response.Body)
	}()
	l.await("its position", func() bool { return l.id != "" })
	return ended
}

// read processes events until the stream ends.
func (l *listener) read(body io.Reader) error {
	lines := bufio.NewReader(body)
	fields := map[string]string{}
	for {
		line, err := lines.ReadString('\n')
		if err != nil {
			return err
		}
		name, value, _ := strings.Cut(strings.TrimSuffix(line, "\n"), ":")
		if line != "\n" {
			fields[name] = strings.TrimPrefix(value, " ")
			continue
		}
		l.take(fields)
		clear(fields)
	}
}

func (l *listener) take(fields map[string]string) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	if id, ok := fields["id"]; ok {
		l.id = id
	}
	if _, ok := fields[""]; ok {
		l.comments++
	}
	if data, ok := fields["data"]; ok {
		if err := l.keep(fields["event"], []byte(data)); err != nil {
			l.t.Errorf("bad event %v: %v", fields, err)
		}
	}
	select {
	case l.changed <- struct{}{}:
	default:
	}
}

// keep decodes and keeps the data of an event.
func (l *listener) keep(kind string, data []byte) error {
	switch kind {
	case "post":
		var post social.Post
		err := json.Unmarshal(data, &post)
		l.posts, l.order = append(l.posts, post), append(l.order, post.ID)
		return err
	case "notification":
		var n social.Notification
		err := json.Unmarshal(data, &n)
		l.notifications, l.order = append(l.notifications, n), append(l.order, n.ID)
		return err
	}
	return errors.New("an unknown kind")
}

// await waits until ready returns true. It fails the test after a minute.
func (l *listener) await(what string, ready func() bool) {
	l.t.Helper()
	limit := time.After(time.Minute)
	for {
		l.mutex.Lock()
		ok := ready()
		l.mutex.Unlock()
		if ok {
			return
		}
		select {
		case <-l.changed:
		case <-limit:
			l.t.Fatalf("timed out waiting for %s: got %d events", what, len(l.ids()))
		}
	}
}

// want waits for as many posts and notifications as there are ids, and fails the
// test unless their ids are these, in this order.
func (l *listener) want(ids ...int64) {
	l.t.Helper()
	l.await("posts", func() bool { return len(l.order) >= len(ids) })
	if lost, again := l.compare(ids); lost+again > 0 {
		l.t.Errorf("got %v, want %v", l.ids(), ids)
	}
}

// compare returns how many of the wanted posts and notifications the listener did not
// get in order, and how many unwanted ones it got.
func (l *listener) compare(want []int64) (lost, again int) {
	got := l.ids()
	for _, id := range got {
		if lost < len(want) && want[lost] == id {
			lost++
		} else {
			again++
		}
	}
	return len(want) - lost, again
}

func (l *listener) ids() []int64 {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return slices.Clone(l.order)
}

func (l *listener) lastID() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.id
}
