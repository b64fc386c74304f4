package web_test

import (
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/web"
)

// Time limits that the server guarantees for slow clients.
const (
	decided = time.Second // until a response that needs no body is sent
	gone    = 15 * time.Second
	patient = 10 * time.Second // until a body that does not arrive is refused
)

// comment has a route that reads a body and one that does not.
var comment = web.Mux{
	{Method: "POST", Path: "/", Handle: func(w http.ResponseWriter, r *http.Request) error {
		draft, err := web.Decode[social.CommentDraft](w, r)
		if err != nil {
			return err
		}
		return web.JSON(w, http.StatusCreated, draft.Content)
	}},
	{Method: "GET", Path: "/", Handle: func(w http.ResponseWriter, _ *http.Request) error { return web.NoContent(w) }},
}

const (
	head    = " / HTTP/1.1\r\nHost: h\r\nContent-Type: application/json\r\n"
	sized   = head + "Content-Length: 15\r\n\r\n"
	chunked = head + "Transfer-Encoding: chunked\r\n\r\n"
	body    = `{"content":"c"}`
)

func TestBodyThatDoesNotArriveGetsAResponseInTime(t *testing.T) {
	t.Parallel()
	stalls := func(request string) func(client) {
		return func(c client) {
			c.send(request, 0)
			if c.want(http.StatusRequestTimeout, patient) {
				t.Errorf("%q: the connection is still open", request)
			}
			c.wantEnd(gone)
		}
	}
	trickles := func(request, rest string) func(client) {
		return func(c client) {
			c.send(request, 0)
			c.trickle(rest)
			c.want(http.StatusRequestTimeout, patient)
			c.wantEnd(gone)
		}
	}
	connect(t, web.Handler(comment.Serve),
		stalls("POST"+sized), stalls("POST"+sized+body[:7]), stalls("POST"+chunked), stalls("POST"+chunked+"3\r\n{\"c"),
		trickles("POST"+sized, body), trickles("POST"+chunked, "f\r\n"+body))
}

func TestResponseThatNeedsNoBodyDoesNotWaitForIt(t *testing.T) {
	t.Parallel()
	stalls := func(status int, request string) func(client) {
		return func(c client) {
			c.send(request, 0)
			if c.want(status, decided) {
				t.Errorf("%q: the connection is still open", request)
			}
			c.wantEnd(gone)
		}
	}
	connect(t, web.Handler(comment.Serve),
		stalls(http.StatusNoContent, "GET"+sized), stalls(http.StatusNoContent, "GET"+chunked+"f\r\n{"),
		stalls(http.StatusMethodNotAllowed, "PUT"+sized+"{"),
		stalls(http.StatusUnsupportedMediaType, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 15\r\n\r\n"),
		stalls(http.StatusRequestEntityTooLarge, "POST"+head+"Content-Length: 9000000\r\n\r\n{"),
		stalls(http.StatusRequestEntityTooLarge, "POST"+head+"Content-Length: 9000000\r\nExpect: 100-continue\r\n\r\n"),
		func(c client) {
			c.send("GET"+sized, 0)
			c.trickle(body)
			c.want(http.StatusNoContent, decided)
			c.wantEnd(gone)
		})
}

// The client reads the response only after it has sent its whole body.
func TestResponseToALargeBodyReachesAClientThatSendsAllOfItFirst(t *testing.T) {
	t.Parallel()
	connect(t, web.Handler(comment.Serve), func(c client) {
		sent := make(chan struct{})
		go func() {
			defer close(sent)
			c.send("POST"+head+"Content-Length: 9000000\r\n\r\n", 0)
			c.send(strings.Repeat(" ", 9_000_000), 0)
		}()
		c.want(http.StatusRequestEntityTooLarge, decided)
		<-sent
		c.wantEnd(gone)
	})
}

func TestARequestThatDoesNotArriveIsGivenUp(t *testing.T) {
	t.Parallel()
	connect(t, web.Handler(comment.Serve),
		func(c client) { c.wantEnd(gone) },
		func(c client) {
			c.send("GET / HT", 0)
			c.wantEnd(gone)
		},
		func(c client) {
			c.send("GET", 0)
			c.trickle(sized)
			c.wantEnd(gone)
		},
		func(c client) {
			c.send("POST"+sized+body, 0)
			c.want(http.StatusCreated, decided)
			c.began = time.Now()
			c.send("POST", 0)
			c.trickle(sized)
			c.wantEnd(gone)
		})
}

func TestClientThatDoesNotReadTheResponseIsDisconnected(t *testing.T) {
	t.Parallel()
	for _, size := range []int{10, 1 << 20} {
		ended := make(chan time.Duration, 1)
		large := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			began := time.Now()
			_, _ = io.WriteString(w, strings.Repeat("x", size))
			ended <- time.Since(began)
		})
		connect(t, large, func(c client) {
			c.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n", gone)
			if took := <-ended; took > gone {
				t.Errorf("the write took %v, want at most %v", took, gone)
			}
			if _, err := c.Write([]byte("GET")); err == nil {
				t.Error("the connection is still open")
			}
		})
	}
}

// A client that reads a piece now and then is slow, but not gone.
func TestClientThatReadsSlowlyGetsTheWholeResponse(t *testing.T) {
	t.Parallel()
	const size = 1 << 20
	large := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, strings.Repeat("x", size)) })
	connect(t, large, func(c client) {
		c.send("GET / HTTP/1.0\r\n\r\n", 0)
		taken := 0
		for part := make([]byte, 16<<10); ; time.Sleep(time.Second) {
			n, err := io.ReadFull(c.reader, part)
			taken += n
			if err != nil {
				break
			}
		}
		if taken < size {
			t.Errorf("got %d bytes of %d", taken, size)
		}
	})
}

func TestAConnectionStaysOpenAfterACompleteBody(t *testing.T) {
	t.Parallel()
	connect(t, web.Handler(comment.Serve), func(c client) {
		for _, request := range []struct {
			text   string
			status int
		}{
			{"POST" + sized + body, http.StatusCreated},
			{"POST" + chunked + "f\r\n" + body + "\r\n0\r\n\r\n", http.StatusCreated},
			{"PUT" + sized + body, http.StatusMethodNotAllowed},
			{"GET" + chunked + "f\r\n" + body + "\r\n0\r\n\r\n", http.StatusNoContent},
			{"GET / HTTP/1.1\r\nHost: h\r\n\r\n", http.StatusNoContent},
		} {
			c.began = time.Now()
			c.send(request.text, 0)
			if !c.want(request.status, decided) {
				t.Errorf("%q: the connection closed", request.text)
			}
			time.Sleep(5 * time.Minute) // deadlines of one request must not affect the next
		}
	})
}

func TestResponseMayTakeLong(t *testing.T) {
	t.Parallel()
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
		time.Sleep(time.Minute)
		if r.Context().Err() != nil {
			t.Error("the request has ended")
		}
		w.WriteHeader(http.StatusNoContent)
	})
	connect(t, slow, func(c client) {
		c.send("POST"+sized+body, 0)
		c.want(http.StatusNoContent, time.Minute)
	}, func(c client) {
		c.send("GET / HTTP/1.1\r\nHost: h\r\n\r\n", 0)
		c.want(http.StatusNoContent, time.Minute)
	})
}
