// Package system runs the functions as processes, for tests, with dependencies
// that the tests can make fail.
package system

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"social.example/infra/local/function"
	"social.example/infra/local/pubsub"
	"social.example/shared/event"
	"social.example/shared/test/apitest"
	"social.example/shared/test/testproxy"
)

// APIKey is the SendGrid API key.
const APIKey = "SG.canary-of-SendGrid"

// origin is the web origin that the functions and the edge allow.
const origin = "https://app.example.com"

// System holds the functions and their dependencies.
type System struct {
	Functions map[string]*Function
	SendGrid  *SendGrid
	Taps      map[string]*Tap // by function, to PostgreSQL
	Postgres  *testproxy.Proxy
	Redis     *testproxy.Proxy
	PubSub    *testproxy.Proxy
	Mail      *testproxy.Proxy // to SendGrid

	broker    *pubsub.Broker
	mutex     sync.Mutex
	delivered func()
	events    bytes.Buffer
}

// Start starts the named functions, or all functions if none is named, with the
// database and Redis at these URLs until the test ends. more is added to their
// environment.
func Start(t testing.TB, database, redis string, more []string, names ...string) *System {
	t.Helper()
	return StartFrom(t, Source(t), database, redis, more, names...)
}

// StartFrom is like Start, but builds the functions from the source at root.
func StartFrom(t testing.TB, root, database, redis string, more []string, names ...string) *System {
	t.Helper()
	if len(names) == 0 {
		var err error
		if names, err = function.Names(root); err != nil {
			t.Fatal(err)
		}
	}
	s := &System{Functions: map[string]*Function{}, Taps: map[string]*Tap{}, SendGrid: startSendGrid(t)}
	broker, err := pubsub.Start(t.Context(), "", "project", "email")
	if err != nil {
		t.Fatal(err)
	}
	s.broker = broker
	t.Cleanup(broker.Close)
	var redisURL, databaseURL, brokerURL, mailURL string
	databaseURL, s.Postgres = testproxy.InFront(t, database)
	redisURL, s.Redis = testproxy.InFront(t, redis)
	brokerURL, s.PubSub = testproxy.InFront(t, "http://"+broker.Address)
	mailURL, s.Mail = testproxy.InFront(t, s.SendGrid.URL)
	tokens := apitest.Tokens(t)
	env := append([]string{
		"REDIS_URL=" + redisURL, "PUBSUB_EMULATOR_HOST=" + strings.TrimPrefix(brokerURL, "http://"),
		"JWT_KEYS=k1:" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))),
		"JWT_ISSUER=" + tokens.Issuer, "JWT_AUDIENCE=" + tokens.Audience,
		"RATE_LIMIT_REQUESTS=1000000", "RATE_LIMIT_AUTH_REQUESTS=1000000", "DATABASE_MAX_CONNS=10", "PASSWORD_COST=4",
		"GOOGLE_CLOUD_PROJECT=project", "EMAIL_TOPIC=email", "SENDGRID_HOST=" + mailURL, "SENDGRID_API_KEY=" + APIKey,
		"MAIL_FROM=no-reply@example.com", "MAIL_FROM_NAME=Social", "MAIL_HOURLY_LIMIT=0", "FRONTEND_URL=https://app.example.com", "API_URL=https://api.example.com",
		"CORS_ORIGINS=" + origin,
	}, more...)
	for _, name := range names {
		s.Taps[name] = NewTap(t, databaseURL)
		s.Functions[name] = start(t, root, name, append([]string{"DATABASE_URL=" + s.Taps[name].URL}, env...))
	}
	if s.Functions["email"] != nil {
		s.bridge(t)
	}
	return s
}

// bridge delivers the events to the e-mail function.
func (s *System) bridge(t testing.TB) {
	front := httptest.NewServer(http.HandlerFunc(s.forward))
	t.Cleanup(front.Close)
	ctx, cancel := context.WithCancel(t.Context())
	bridge := pubsub.Bridge{
		Broker: s.broker,
		Address: func(context.Context) (string, error) {
			s.deliver()
			return front.Listener.Addr().String(), nil
		},
		Problem: func(error) {}, // the event is redelivered
		Pause: func(ctx context.Context, _ time.Duration) {
			select {
			case <-ctx.Done():
			case <-time.After(200 * time.Millisecond):
			}
		},
	}
	var running sync.WaitGroup
	running.Go(func() { _ = bridge.Run(ctx) }) // until the test ends
	t.Cleanup(func() {
		cancel()
		running.Wait()
	})
}

// forward sends an event to the e-mail function and records its text.
func (s *System) forward(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	var event struct{ Message struct{ Data []byte } }
	_ = json.Unmarshal(body, &event) // on an error, Data stays empty
	s.mutex.Lock()
	s.events.Write(body)
	s.events.Write(event.Message.Data)
	s.mutex.Unlock()
	r.Body = io.NopCloser(bytes.NewReader(body))
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: s.Functions["email"].Address})
	proxy.ErrorLog = log.New(io.Discard, "", 0) // tests kill the function
	proxy.ServeHTTP(w, r)
}

// Events returns the text of all events so far.
func (s *System) Events() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.events.String()
}

// AfterPublish runs act once, before the next event is delivered.
func (s *System) AfterPublish(act func()) {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.delivered = act
}

func (s *System) deliver() {
	s.mutex.Lock()
	act := s.delivered
	s.delivered = nil
	s.mutex.Unlock()
	if act != nil {
		act()
	}
}

// Sweep publishes the scheduler's sweep event.
func (s *System) Sweep(t testing.TB) {
	t.Helper()
	data, err := event.Email{Sweep: true}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.broker.Publish(t.Context(), data); err != nil {
		t.Fatal(err)
	}
}

// Publish publishes an event for the e-mail.
func (s *System) Publish(t testing.TB, id int64) {
	t.Helper()
	data, err := event.Email{EmailID: id}.Encode()
	if err != nil {
		t.Fatal(err)
	}
	if err := s.broker.Publish(t.Context(), data); err != nil {
		t.Fatal(err)
	}
}

// URL returns the URL of the path on the function.
func (s *System) URL(function, path string) string {
	return "http://" + s.Functions[function].Address + path
}

// Client is an HTTP client with a timeout of 30 s.
var Client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
