// Package system runs the functions as processes, for tests, beside servers that
// the tests can harm.
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

	"social.example/infra/local/pubsub"
	"social.example/shared/apitest"
	"social.example/shared/event"
	"social.example/shared/testproxy"
)

// APIKey is the key of SendGrid.
const APIKey = "SG.canary-of-SendGrid"

// System is the functions and what they depend on.
type System struct {
	Functions map[string]*Function
	SendGrid  *SendGrid
	Taps      map[string]*Tap // of each function to PostgreSQL
	Postgres  *testproxy.Proxy
	Redis     *testproxy.Proxy
	PubSub    *testproxy.Proxy
	Mail      *testproxy.Proxy // to SendGrid

	broker    *pubsub.Broker
	mutex     sync.Mutex
	delivered func()
	events    bytes.Buffer
}

// Start starts these functions on the database and the Redis of the addresses.
func Start(t testing.TB, database, redis string, more []string, names ...string) *System {
	t.Helper()
	return StartFrom(t, Source(t), database, redis, more, names...)
}

// StartFrom is Start for the functions of the source at root.
func StartFrom(t testing.TB, root, database, redis string, more []string, names ...string) *System {
	t.Helper()
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
	brokerURL, s.PubSub = testproxy.InFront(t, "grpc://"+broker.Address)
	mailURL, s.Mail = testproxy.InFront(t, s.SendGrid.URL)
	tokens := apitest.Tokens(t)
	env := append([]string{
		"REDIS_URL=" + redisURL, "PUBSUB_EMULATOR_HOST=" + strings.TrimPrefix(brokerURL, "grpc://"),
		"JWT_KEYS=k1:" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))),
		"JWT_ISSUER=" + tokens.Issuer, "JWT_AUDIENCE=" + tokens.Audience,
		"RATE_LIMIT_REQUESTS=1000000", "RATE_LIMIT_AUTH_REQUESTS=1000000", "DATABASE_MAX_CONNS=10", "PASSWORD_COST=4",
		"GOOGLE_CLOUD_PROJECT=project", "EMAIL_TOPIC=email", "SENDGRID_HOST=" + mailURL, "SENDGRID_API_KEY=" + APIKey,
		"MAIL_FROM=no-reply@example.com", "MAIL_FROM_NAME=Social", "MAIL_HOURLY_LIMIT=0", "FRONTEND_URL=https://app.example.com",
		"CORS_ORIGINS=https://app.example.com",
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

// bridge brings the events to the e-mail function.
func (s *System) bridge(t testing.TB) {
	relay := httptest.NewServer(http.HandlerFunc(s.relay))
	t.Cleanup(relay.Close)
	ctx, cancel := context.WithCancel(t.Context())
	bridge := pubsub.Bridge{
		Broker: s.broker,
		Address: func(context.Context) (string, error) {
			s.deliver()
			return relay.Listener.Addr().String(), nil
		},
		Problem: func(error) {}, // it is delivered again
		Pause: func(ctx context.Context, _ time.Duration) {
			select {
			case <-ctx.Done():
			case <-time.After(200 * time.Millisecond):
			}
		},
	}
	var running sync.WaitGroup
	running.Go(func() { _ = bridge.Run(ctx) }) // ends with the test
	t.Cleanup(func() {
		cancel()
		running.Wait()
	})
}

// relay hands an event on to the e-mail function and keeps its text.
func (s *System) relay(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		w.WriteHeader(http.StatusBadGateway)
		return
	}
	var event struct{ Message struct{ Data []byte } }
	_ = json.Unmarshal(body, &event) // what is no event has no data
	s.mutex.Lock()
	s.events.Write(body)
	s.events.Write(event.Message.Data)
	s.mutex.Unlock()
	r.Body = io.NopCloser(bytes.NewReader(body))
	proxy := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: s.Functions["email"].Address})
	proxy.ErrorLog = log.New(io.Discard, "", 0) // a function that was killed
	proxy.ServeHTTP(w, r)
}

// Events are the texts of all events so far.
func (s *System) Events() string {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return s.events.String()
}

// AfterPublish has act happen before the next event is delivered.
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

// Sweep is the scheduler's tick.
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

// Publish publishes an event about the e-mail.
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

// URL returns the address of an operation of the function.
func (s *System) URL(function, path string) string {
	return "http://" + s.Functions[function].Address + path
}

// Client waits for no answer for ever.
var Client = &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: 64}}
