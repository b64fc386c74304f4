package stream

import (
	"errors"
	"io"
	"net/http"
	"testing"
	"time"

	"social.example/shared/live"
	"social.example/shared/test/apitest"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// missed creates n posts of a new user, and returns the user's listener and a
// cursor after the first post.
func (i instance) missed(t *testing.T, n int) (*listener, string) {
	t.Helper()
	user, listener := i.member(t)
	const chunk = 100 // a busy machine can insert these within the statement timeout
	for first := 1; first <= n; first += chunk {
		testdb.Exec(t, i.db, `
			INSERT INTO posts (user_id, title, content, created_at)
			SELECT $1, 't', 'c', now() - interval '1 hour' + n * interval '1 second' FROM generate_series($2::int, $3::int) n`,
			user.ID, first, min(first+chunk-1, n))
	}
	client := apitest.Client{Handler: i.feed, Token: listener.token}
	_, cursor := apitest.IDs(t, client.Do(t, "GET", "/v1/users/feed?sort=asc&limit=1", nil))
	return listener, cursor
}

func TestAStreamSendsAThousandMissedPostsAndNoMore(t *testing.T) {
	t.Parallel()
	quick := live.DefaultLimits
	quick.Pause = time.Millisecond
	i := serve(t, testConfig(t), quick)
	listener, cursor := i.missed(t, live.DefaultLimits.Missed+1)
	listener.start(i.url, "?cursor="+cursor)
	listener.await("what was missed", func() bool { return len(listener.posts) == live.DefaultLimits.Missed })

	tooFar, cursor := i.missed(t, live.DefaultLimits.Missed+2)
	client := apitest.Client{Handler: i.http, Token: tooFar.token}
	answers, wrong := map[string]apitest.Answer{
		"cursor":        client.Do(t, "GET", "/v1/users/feed/stream?cursor="+cursor, nil),
		"Last-Event-ID": client.Do(t, "GET", "/v1/users/feed/stream", nil, "Last-Event-ID", cursor),
	}, 0
	for name, answer := range answers {
		answer.WantProblem(t, http.StatusBadRequest, name)
		if answer.Status != http.StatusBadRequest {
			wrong++
		}
	}
	figure.Report(t, "streams that continue from 1,001 posts before: not refused", len(answers), wrong)
}

// TestMissedPostsArePaced sets a pause longer than the test, so that only one batch
// arrives. A stream without a pause has all batches before the test looks.
func TestMissedPostsArePaced(t *testing.T) {
	t.Parallel()
	slow := live.DefaultLimits
	slow.Pause = time.Hour
	config := testConfig(t)
	i := serve(t, config, slow)
	listener, cursor := i.missed(t, 3*slow.Batch)
	ended := listener.start(i.url, "?cursor="+cursor)
	listener.await("a batch", func() bool { return len(listener.posts) >= slow.Batch })
	slow.Pause = 0
	unpaced := newListener(t, listener.token)
	unpaced.start(serve(t, config, slow).url, "?cursor="+cursor)
	unpaced.await("all batches", func() bool { return len(unpaced.posts) == 3*slow.Batch-1 })
	i.stop()
	if err := <-ended; !errors.Is(err, io.EOF) {
		t.Errorf("the stream ended with %v, want EOF", err)
	}
	if got := len(listener.ids()); got != slow.Batch {
		t.Errorf("got %d posts before the first pause, want %d", got, slow.Batch)
	}
}

// TestAUserHasFiveStreamsOverAllInstances retries until Redis knows all five
// streams. On a busy machine Redis may time out when a stream opens; the stream's
// next renewal then records it.
func TestAUserHasFiveStreamsOverAllInstances(t *testing.T) {
	t.Parallel()
	config := testConfig(t)
	instances := []instance{serve(t, config, hurried()), serve(t, config, hurried())}
	_, l := instances[0].member(t)
	for n := range live.DefaultLimits.PerUser {
		newListener(t, l.token).start(instances[n%2].url, "")
	}
	for _, i := range instances {
		status := 0
		for deadline := time.Now().Add(time.Minute); status != http.StatusTooManyRequests && time.Now().Before(deadline); {
			response, err := newListener(t, l.token).open(t.Context(), i.url, "")
			if err != nil {
				t.Fatal(err)
			}
			response.Body.Close()
			status = response.StatusCode
			if status == http.StatusTooManyRequests && response.Header.Get("Retry-After") == "" {
				t.Error("429 without Retry-After")
			}
			time.Sleep(50 * time.Millisecond)
		}
		if status != http.StatusTooManyRequests {
			t.Errorf("a sixth stream: status %d, want 429", status)
		}
	}
}
