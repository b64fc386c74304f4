package stream

import (
	"bufio"
	"context"
	"io"
	"net/http"
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
	t     testing.TB
	token string

	mutex    sync.Mutex
	id       string
	posts    []social.Post
	comments int
	changed  chan struct{} // signaled after each event and comment
}

func newListener(t testing.TB, token string) *listener {
	return &listener{t: t, token: token, changed: make(chan struct{}, 1)}
}

// open requests the stream from the listener's position.
func (l *listener) open(ctx context.Context, server, query string) (*http.Response, error) {
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
// the background. The channel receives the error that ends it, which is io.EOF
// after an orderly end.
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
		l.t.Fatalf("status %d", response.StatusCode)
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
		var post social.Post
		if err := json.Unmarshal([]byte(data), &post); err != nil || fields["event"] != "post" {
			l.t.Errorf("bad event %v: %v", fields, err)
		}
		l.posts = append(l.posts, post)
	}
	select {
	case l.changed <- struct{}{}:
	default:
	}
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
			l.t.Fatalf("timed out waiting for %s", what)
		}
	}
}

// wantPosts waits for as many posts as there are ids, and fails the test unless
// their ids are these, in this order.
func (l *listener) wantPosts(ids ...int64) {
	l.t.Helper()
	l.await("posts", func() bool { return len(l.posts) >= len(ids) })
	if lost, again := l.compare(ids); lost+again > 0 {
		l.t.Errorf("got %v, want %v", l.ids(), ids)
	}
}

// compare returns how many of the wanted posts the listener did not get in order,
// and how many unwanted posts it got.
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

func (l *listener) ids() (ids []int64) {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	for _, post := range l.posts {
		ids = append(ids, post.ID)
	}
	return ids
}

func (l *listener) lastID() string {
	l.mutex.Lock()
	defer l.mutex.Unlock()
	return l.id
}
