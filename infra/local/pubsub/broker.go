// Package pubsub stands in for Pub/Sub, Eventarc and Cloud Scheduler.
package pubsub

import (
	"context"
	"fmt"

	"cloud.google.com/go/pubsub/v2"
	"cloud.google.com/go/pubsub/v2/apiv1/pubsubpb"
	"google.golang.org/api/option"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/status"
)

// Broker holds one topic and the subscription that the bridge reads.
type Broker struct {
	Address      string // for PUBSUB_EMULATOR_HOST
	client       *pubsub.Client
	topic        string // projects/P/topics/T
	subscription string // projects/P/subscriptions/S
	close        func() error
}

// Start opens the topic on the emulator at address. If address is empty, it uses an
// in-process emulator, which loses its messages when it ends. That is safe: the
// messages only announce rows of the database, and those are durable.
func Start(ctx context.Context, address, project, topic string) (*Broker, error) {
	b := &Broker{
		Address:      address,
		topic:        topicName(project, topic),
		subscription: fmt.Sprintf("projects/%s/subscriptions/%s-local", project, topic),
		close:        func() error { return nil },
	}
	if address == "" {
		emulator, err := StartEmulator()
		if err != nil {
			return nil, err
		}
		address, b.Address, b.close = emulator.Addr, emulator.Address, emulator.Close
	}
	client, err := pubsub.NewClient(ctx, project,
		option.WithEndpoint(address),
		option.WithoutAuthentication(),
		option.WithTelemetryDisabled(),
		option.WithGRPCDialOption(grpc.WithTransportCredentials(insecure.NewCredentials())))
	if err != nil {
		return nil, fmt.Errorf("connect to the Pub/Sub emulator: %w", err)
	}
	b.client = client
	if err := b.declare(ctx); err != nil {
		b.Close()
		return nil, err
	}
	return b, nil
}

func topicName(project, topic string) string {
	return fmt.Sprintf("projects/%s/topics/%s", project, topic)
}

// declare creates the topic and the subscription if they do not exist.
func (b *Broker) declare(ctx context.Context) error {
	_, err := b.client.TopicAdminClient.CreateTopic(ctx, &pubsubpb.Topic{Name: b.topic})
	if err != nil && status.Code(err) != codes.AlreadyExists {
		return fmt.Errorf("make the topic %s: %w", b.topic, err)
	}
	_, err = b.client.SubscriptionAdminClient.CreateSubscription(ctx, &pubsubpb.Subscription{
		Name:               b.subscription,
		Topic:              b.topic,
		AckDeadlineSeconds: int32(deliveryTimeout.Seconds()),
	})
	if err != nil && status.Code(err) != codes.AlreadyExists {
		return fmt.Errorf("make the subscription %s: %w", b.subscription, err)
	}
	return nil
}

// Publish publishes a message on the topic.
func (b *Broker) Publish(ctx context.Context, data []byte) error {
	publisher := b.client.Publisher(b.topic)
	defer publisher.Stop()
	if _, err := publisher.Publish(ctx, &pubsub.Message{Data: data}).Get(ctx); err != nil {
		return fmt.Errorf("publish on %s: %w", b.topic, err)
	}
	return nil
}

// Close closes the connection and the in-process emulator. Errors are ignored:
// nothing can be done about them.
func (b *Broker) Close() {
	_ = b.client.Close()
	_ = b.close()
}
