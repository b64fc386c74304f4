package web_test

import (
	"io"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"social.example/shared/web"
)

func TestEventsHaveTheFormOfTheirStandard(t *testing.T) {
	t.Parallel()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		events := web.OpenEvents(w, time.Minute)
		for _, sent := range [][]web.Event{
			{{Retry: 1500 * time.Millisecond, ID: "a"}},
			{{ID: "b", Type: "post", Data: []byte(`{"id":1}`)}, {ID: "c", Type: "post", Data: []byte(`{"id":2}`)}},
			{},
			{{}},
		} {
			if err := events.Send(sent...); err != nil {
				t.Error(err)
			}
		}
	}))
	t.Cleanup(server.Close)
	response, err := http.Get(server.URL)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	const want = "retry: 1500\nid: a\n\n" +
		"id: b\nevent: post\ndata: {\"id\":1}\n\nid: c\nevent: post\ndata: {\"id\":2}\n\n" +
		":\n\n"
	if got := response.Header.Get("Content-Type"); string(body) != want || got != "text/event-stream" {
		t.Errorf("got %s\n%q, want\n%q", got, body, want)
	}
}

func TestAStreamOfEventsEndsProperlyAfterAnyPause(t *testing.T) {
	t.Parallel()
	stream := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		if err := web.OpenEvents(w, 10*time.Second).Send(web.Event{ID: "a"}); err != nil {
			t.Error(err)
		}
		time.Sleep(time.Hour)
	})
	connect(t, stream, func(c client) {
		c.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n", 0)
		c.want(http.StatusOK, time.Hour)
	})
}
