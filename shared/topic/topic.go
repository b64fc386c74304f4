// Package topic publishes to Pub/Sub. The client library is large, so only
// functions that publish should import it.
package topic

import (
	"context"
	"fmt"
	"log/slog"
	"math"
	"time"

	"cloud.google.com/go/pubsub/v2"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"

	"social.example/shared/event"
)

// publishTime is the timeout for publishing a message.
const publishTime = time.Second

// Config names the topic of e-mail events.
type Config struct {
	Project  string `envconfig:"GOOGLE_CLOUD_PROJECT" required:"true"`
	Email    string `envconfig:"EMAIL_TOPIC" required:"true"`
	Emulator string `envconfig:"PUBSUB_EMULATOR_HOST"`
}

// Emails is the topic of e-mail events.
type Emails struct {
	client    *pubsub.Client
	publisher *pubsub.Publisher
}

// Open returns the topic. It connects on first use.
func Open(c Config) (*Emails, error) {
	var options []option.ClientOption
	if c.Emulator != "" {
		options = []option.ClientOption{
			option.WithEndpoint(c.Emulator),
			option.WithoutAuthentication(),
			option.WithGRPCDialOption(grpc.WithTransportCredentials(insecure.NewCredentials())),
		}
	}
	client, err := pubsub.NewClient(context.Background(), c.Project, options...)
	if err != nil {
		return nil, fmt.Errorf("open the topic %s: %w", c.Email, err)
	}
	publisher := client.Publisher(c.Email)
	publisher.PublishSettings.CountThreshold = 1 // do not batch: a request waits for the message
	publisher.PublishSettings.Timeout = publishTime
	return &Emails{client, publisher}, nil
}

// Publish publishes the event and waits up to a second until it is accepted.
func (t *Emails) Publish(ctx context.Context, e event.Email) error {
	data, err := e.Encode()
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(ctx, publishTime)
	defer cancel()
	if _, err := t.publisher.Publish(ctx, &pubsub.Message{Data: data}).Get(ctx); err != nil {
		return fmt.Errorf("publish an e-mail event: %w", err)
	}
	return nil
}

// none is the id of no e-mail.
const none = math.MaxInt64

// Announce publishes an event that makes the e-mail function send the mail. The
// mail is already stored: if the event is lost, the next sweep sends it. An id of 0
// is announced too, as one that no e-mail has, so that the time of a request does
// not depend on whether there is a mail to send.
func (t *Emails) Announce(ctx context.Context, emailID int64) {
	if emailID == 0 {
		emailID = none
	}
	if err := t.Publish(context.WithoutCancel(ctx), event.Email{EmailID: emailID}); err != nil {
		slog.WarnContext(ctx, "an e-mail waits for the next sweep", slog.Int64("email_id", emailID), slog.Any("error", err))
	}
}

// Close closes the connection.
func (t *Emails) Close() {
	t.publisher.Stop()
	_ = t.client.Close()
}
