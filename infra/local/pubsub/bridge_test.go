package pubsub_test

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"social.example/infra/local/pubsub"
)

type delivery struct {
	header http.Header
	body   struct {
		Subscription string
		Message      struct {
			Data      []byte
			MessageID string `json:"messageId"`
		}
	}
}

// bridge runs a broker with a bridge to a function. The function responds to each
// delivery with the next status, and with 204 after the last one.
func bridge(t *testing.T, statuses ...int) (*pubsub.Broker, <-chan delivery, <-chan time.Duration) {
	t.Helper()
	broker, err := pubsub.Start(t.Context(), "", "local", "email")
	if err != nil {
		t.Fatal(err)
	}
	deliveries, pauses := make(chan delivery, 100), make(chan time.Duration, 100)
	var mu sync.Mutex
	function := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		d := delivery{header: r.Header}
		if err := json.NewDecoder(r.Body).Decode(&d.body); err != nil {
			t.Error(err)
		}
		mu.Lock()
		defer mu.Unlock()
		status := http.StatusNoContent
		if len(statuses) > 0 {
			status, statuses = statuses[0], statuses[1:]
		}
		w.WriteHeader(status)
		deliveries <- d
	}))
	b := pubsub.Bridge{
		Broker:  broker,
		Address: func(context.Context) (string, error) { return function.Listener.Addr().String(), nil },
		Problem: func(error) {},
		Pause:   func(_ context.Context, d time.Duration) { pauses <- d },
	}
	var running sync.WaitGroup
	running.Go(func() {
		if err := b.Run(t.Context()); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(func() {
		running.Wait()
		function.Close()
		broker.Close()
	})
	return broker, deliveries, pauses
}

func TestBridgeDeliversAsEventarcDoes(t *testing.T) {
	t.Parallel()
	broker, deliveries, _ := bridge(t)
	if err := broker.Publish(t.Context(), []byte(`{"sweep":true}`)); err != nil {
		t.Fatal(err)
	}
	d := <-deliveries
	for name, want := range map[string]string{
		"Ce-Id":          d.body.Message.MessageID,
		"Ce-Source":      "//pubsub.googleapis.com/projects/local/topics/email",
		"Ce-Specversion": "1.0",
		"Ce-Type":        "google.cloud.pubsub.topic.v1.messagePublished",
		"Content-Type":   "application/json",
	} {
		if got := d.header.Get(name); got != want || got == "" {
			t.Errorf("%s: got %q, want %q", name, got, want)
		}
	}
	if _, err := time.Parse(time.RFC3339Nano, d.header.Get("Ce-Time")); err != nil {
		t.Error(err)
	}
	if string(d.body.Message.Data) != `{"sweep":true}` || d.body.Subscription == "" {
		t.Errorf("got %+v, want the published data and a subscription", d.body)
	}
}

func TestBridgeDeliversAgainWithBackoff(t *testing.T) {
	t.Parallel()
	broker, deliveries, pauses := bridge(t, 500, 503, 400, 500, 500, 500, 500, 500)
	if err := broker.Publish(t.Context(), []byte("x")); err != nil {
		t.Fatal(err)
	}
	first := <-deliveries
	for range 8 {
		if d := <-deliveries; d.body.Message.MessageID != first.body.Message.MessageID {
			t.Errorf("got %+v, want the message %s again", d.body, first.body.Message.MessageID)
		}
	}
	var got []float64
	for range 8 {
		got = append(got, (<-pauses).Seconds())
	}
	if want := []float64{0.5, 1, 2, 4, 8, 16, 30, 30}; !slices.Equal(got, want) {
		t.Errorf("got pauses of %v s, want %v", got, want)
	}
	if len(deliveries) != 0 {
		t.Error("what was accepted is delivered again")
	}
}

func TestSchedulePublishes(t *testing.T) {
	t.Parallel()
	broker, deliveries, _ := bridge(t)
	go broker.Schedule(t.Context(), time.Millisecond, []byte("tick"), func(err error) { t.Log(err) })
	for range 3 {
		if d := <-deliveries; string(d.body.Message.Data) != "tick" {
			t.Errorf("got %+v, want tick", d.body)
		}
	}
}
