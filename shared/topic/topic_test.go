package topic_test

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"social.example/shared/event"
	"social.example/shared/topic"
)

// broker answers publish requests with these statuses, the last one forever.
type broker struct {
	mutex    sync.Mutex
	statuses []int
	asked    []*http.Request
	bodies   []string
}

func (b *broker) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	b.mutex.Lock()
	defer b.mutex.Unlock()
	b.asked, b.bodies = append(b.asked, r), append(b.bodies, string(body))
	status := b.statuses[0]
	if len(b.statuses) > 1 {
		b.statuses = b.statuses[1:]
	}
	w.WriteHeader(status)
}

// open returns a broker and a topic on it.
func open(t *testing.T, statuses ...int) (*broker, *topic.Emails) {
	t.Helper()
	b := &broker{statuses: statuses}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	emails := topic.Open(topic.Config{Project: "project", Email: "email", Emulator: strings.TrimPrefix(server.URL, "http://")})
	t.Cleanup(emails.Close)
	return b, emails
}

func TestPublishSendsTheEventToTheTopic(t *testing.T) {
	t.Parallel()
	b, emails := open(t, http.StatusOK)
	if err := emails.Publish(t.Context(), event.Email{EmailID: 7}); err != nil {
		t.Fatal(err)
	}
	var body struct{ Messages []struct{ Data []byte } }
	if err := json.Unmarshal([]byte(b.bodies[0]), &body); err != nil {
		t.Fatal(err)
	}
	if len(body.Messages) != 1 || string(body.Messages[0].Data) != `{"email_id":7}` {
		t.Errorf("sent %s, want one message with the event", b.bodies[0])
	}
	if r := b.asked[0]; r.Method != http.MethodPost || r.URL.Path != "/v1/projects/project/topics/email:publish" || r.Header.Get("Authorization") != "" {
		t.Errorf("sent %s %s with %v, want POST to the topic without authorization", r.Method, r.URL, r.Header)
	}
}

func TestPublishRetriesTemporaryFailures(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		statuses []int
		asked    int
		fails    bool
	}{
		{[]int{http.StatusServiceUnavailable, http.StatusTooManyRequests, http.StatusOK}, 3, false},
		{[]int{http.StatusForbidden}, 1, true},
		{[]int{http.StatusNotFound}, 1, true},
	} {
		b, emails := open(t, test.statuses...)
		if err := emails.Publish(t.Context(), event.Email{EmailID: 7}); (err != nil) != test.fails {
			t.Errorf("statuses %v: got %v, want an error: %t", test.statuses, err, test.fails)
		}
		if len(b.asked) != test.asked {
			t.Errorf("%v: asked %d times, want %d", test.statuses, len(b.asked), test.asked)
		}
	}
}

// A connection that died while the instance was idle must not lose the event.
func TestPublishRetriesWithoutAResponse(t *testing.T) {
	t.Parallel()
	var asked sync.Map
	server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body) // or the server would not notice that the client leaves
		if _, again := asked.LoadOrStore("asked", true); !again {
			<-r.Context().Done()
		}
	}))
	t.Cleanup(server.Close)
	emails := topic.Open(topic.Config{Project: "project", Email: "email", Emulator: strings.TrimPrefix(server.URL, "http://")})
	t.Cleanup(emails.Close)
	if err := emails.Publish(t.Context(), event.Email{EmailID: 7}); err != nil {
		t.Error(err)
	}
}

func TestPublishGivesUp(t *testing.T) {
	t.Parallel()
	_, emails := open(t, http.StatusServiceUnavailable)
	if err := emails.Publish(t.Context(), event.Email{EmailID: 7}); err == nil {
		t.Error("published without an answer")
	}
}
