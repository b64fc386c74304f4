package stream

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"syscall"
	"testing"
	"time"

	"social.example/shared/live"
	"social.example/shared/redis"
	"social.example/shared/test/factory"
)

// TestStreamOfAClientThatReadsNothingEnds allows the user one stream. A second one is
// accepted only after the first, which reads nothing but stays connected, was
// closed.
func TestStreamOfAClientThatReadsNothingEnds(t *testing.T) {
	t.Parallel()
	strict := live.DefaultLimits
	strict.Patience, strict.Queue, strict.PerUser = 100*time.Millisecond, 16, 1
	config := testConfig(t)
	config.Redis = redis.Config{} // no Redis: on a busy machine it may keep the lease of an ended stream
	i := serve(t, config, strict)
	viewer, listener := i.member(t)

	narrow := net.Dialer{Control: func(_, _ string, raw syscall.RawConn) error {
		var failed error
		err := raw.Control(func(fd uintptr) {
			failed = syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, syscall.SO_RCVBUF, 4096)
		})
		if err != nil {
			return err
		}
		return failed
	}}
	conn, err := narrow.DialContext(t.Context(), "tcp", i.url[len("http://"):])
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET /v1/users/feed/stream HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\n\r\n", listener.token)
	if _, err := conn.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	writing, stop := context.WithCancel(t.Context())
	written := make(chan struct{})
	go func() {
		defer close(written)
		for writing.Err() == nil {
			post := factory.Post(t, i.db, viewer)
			_, _ = i.db.Exec(t.Context(), `UPDATE posts SET content = repeat('😀', 1000) WHERE id = $1`, post.ID)
		}
	}()
	for refused := 0; ; refused++ {
		if refused == 1000 {
			t.Fatal("the first stream did not end")
		}
		response, err := listener.open(t.Context(), i.url, "")
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode == http.StatusOK && refused > 0 {
			break
		}
		if response.StatusCode != http.StatusTooManyRequests || response.Header.Get("Retry-After") != "15" {
			t.Fatalf("while the first stream is open: status %d, Retry-After %q, want 429 and 15", response.StatusCode, response.Header.Get("Retry-After"))
		}
		time.Sleep(20 * time.Millisecond)
	}
	stop()
	<-written
}
