// Package topic publishes to Pub/Sub. It uses the REST API, because Pub/Sub's client
// library links gRPC, which would double the packages of a function that rarely
// publishes.
package topic

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log/slog"
	"math"
	"net/http"
	"time"

	"github.com/go-json-experiment/json"

	"social.example/shared/event"
)

const (
	publishTime = time.Second            // for publishing a message
	tryTime     = 400 * time.Millisecond // for one request, so that a dead connection leaves time for another
	pause       = 100 * time.Millisecond // between two requests
	idleTime    = 30 * time.Second       // an idle instance does not notice that a connection ended
)

// Config names the topic of e-mail events.
type Config struct {
	Project  string `envconfig:"GOOGLE_CLOUD_PROJECT" required:"true"`
	Email    string `envconfig:"EMAIL_TOPIC" required:"true"`
	Emulator string `envconfig:"PUBSUB_EMULATOR_HOST"`
}

// Emails is the topic of e-mail events.
type Emails struct {
	client *http.Client
	url    string
	token  func(context.Context) (string, error) // nil: the emulator needs none
}

// Open returns the topic. It connects on first use.
func Open(c Config) *Emails {
	base, identity := "https://pubsub.googleapis.com", (&identity{}).token
	if c.Emulator != "" {
		base, identity = "http://"+c.Emulator, nil
	}
	transport := &http.Transport{
		Proxy: http.ProxyFromEnvironment, ForceAttemptHTTP2: true,
		MaxIdleConnsPerHost: 10, IdleConnTimeout: idleTime,
	}
	return &Emails{
		client: &http.Client{Transport: transport, Timeout: tryTime},
		url:    fmt.Sprintf("%s/v1/projects/%s/topics/%s:publish", base, c.Project, c.Email),
		token:  identity,
	}
}

// request is the body of the method publish:
// https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish
type request struct {
	Messages []message `json:"messages"`
}

type message struct {
	Data []byte `json:"data"`
}

// Publish publishes the event and waits up to a second until it is accepted.
func (t *Emails) Publish(ctx context.Context, e event.Email) error {
	data, err := e.Encode()
	if err != nil {
		return err
	}
	body, err := json.Marshal(request{[]message{{data}}})
	if err != nil {
		return fmt.Errorf("encode an e-mail event: %w", err)
	}
	ctx, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	for {
		final, err := t.try(ctx, body)
		if err == nil {
			return nil
		}
		if final {
			return fmt.Errorf("publish an e-mail event: %w", err)
		}
		select {
		case <-time.After(pause):
		case <-ctx.Done():
			return fmt.Errorf("publish an e-mail event: %w", err)
		}
	}
}

// try sends one request. An error is final if another request would fail as well.
func (t *Emails) try(ctx context.Context, body []byte) (final bool, err error) {
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, t.url, bytes.NewReader(body))
	if err != nil {
		return true, err
	}
	r.Header.Set("Content-Type", "application/json")
	if t.token != nil {
		token, err := t.token(ctx)
		if err != nil {
			return false, err
		}
		r.Header.Set("Authorization", "Bearer "+token)
	}
	response, err := t.client.Do(r)
	if err != nil {
		return false, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, io.LimitReader(response.Body, 64<<10)) // so that the connection is reused
	if response.StatusCode == http.StatusOK {
		return false, err
	}
	again := response.StatusCode == http.StatusTooManyRequests || response.StatusCode >= http.StatusInternalServerError
	return !again, fmt.Errorf("the answer is %s", response.Status)
}

// none is the id of no e-mail.
const none = math.MaxInt64

// Announce publishes an event that makes the e-mail function send the mail. The mail is
// already stored: if the event is lost, the next sweep sends it. For an id of 0 it
// publishes the id of no e-mail, so that the time of a request does not reveal whether
// there is a mail to send.
func (t *Emails) Announce(ctx context.Context, emailID int64) {
	if emailID == 0 {
		emailID = none
	}
	if err := t.Publish(context.WithoutCancel(ctx), event.Email{EmailID: emailID}); err != nil {
		slog.WarnContext(ctx, "an e-mail waits for the next sweep", slog.Int64("email_id", emailID), slog.Any("error", err))
	}
}

// Close closes the idle connections.
func (t *Emails) Close() { t.client.CloseIdleConnections() }
