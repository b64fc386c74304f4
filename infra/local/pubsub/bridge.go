package pubsub

import (
	"context"
	"fmt"
	"sync"
	"time"

	"cloud.google.com/go/pubsub/v2"
)

const (
	deliveryTimeout = 60 * time.Second // the acknowledgement deadline of the deployed subscription
	shortestBackoff = 500 * time.Millisecond
	longestBackoff  = 30 * time.Second
)

// Bridge delivers each message to a function until the function accepts it.
type Bridge struct {
	Broker  *Broker
	Address func(context.Context) (string, error)      // the function's address
	Problem func(error)                                // called for each failed delivery
	Pause   func(ctx context.Context, d time.Duration) // nil: wait in real time

	mu       sync.Mutex
	failures map[string]int // by message id
}

// Run delivers messages until ctx ends.
func (b *Bridge) Run(ctx context.Context) error {
	b.failures = map[string]int{}
	if b.Pause == nil {
		b.Pause = sleep
	}
	if err := b.Broker.client.Subscriber(b.Broker.subscription).Receive(ctx, b.receive); err != nil {
		return fmt.Errorf("receive from %s: %w", b.Broker.subscription, err)
	}
	return nil
}

// receive delivers one message. The emulator has no backoff and redelivers at once
// after a Nack, so receive pauses before the Nack.
func (b *Bridge) receive(ctx context.Context, m *pubsub.Message) {
	err := b.attempt(ctx, m)
	if err == nil {
		b.forget(m.ID)
		m.Ack()
		return
	}
	if ctx.Err() == nil {
		b.Problem(err)
		b.Pause(ctx, b.backoff(m.ID))
	}
	m.Nack()
}

func (b *Bridge) attempt(ctx context.Context, m *pubsub.Message) error {
	ctx, cancel := context.WithTimeout(ctx, deliveryTimeout)
	defer cancel()
	address, err := b.Address(ctx)
	if err != nil {
		return err
	}
	return b.Broker.deliver(ctx, address, m)
}

// backoff counts a failure and returns the pause before the next attempt, twice the
// previous pause.
func (b *Bridge) backoff(id string) time.Duration {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.failures[id]++
	return min(shortestBackoff<<min(b.failures[id]-1, 16), longestBackoff)
}

func (b *Bridge) forget(id string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	delete(b.failures, id)
}

func sleep(ctx context.Context, d time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(d):
	}
}
