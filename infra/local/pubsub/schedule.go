package pubsub

import (
	"context"
	"time"
)

// Schedule publishes data at each interval until ctx ends, as Cloud Scheduler does.
// A failed tick is reported and not retried.
func (b *Broker) Schedule(ctx context.Context, interval time.Duration, data []byte, problem func(error)) {
	ticker := time.NewTicker(interval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			if err := b.Publish(ctx, data); err != nil && ctx.Err() == nil {
				problem(err)
			}
		}
	}
}
