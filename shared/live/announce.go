package live

import (
	"context"
	"log/slog"
	"strconv"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/cache"
	"social.example/shared/redis"
)

// channel is the Redis channel of new posts. Its name says which form its
// messages have, as cache keys do. One channel for all posts means one
// subscription an instance. A channel for each author would mean hundreds of
// subscriptions a stream, and changes of them with every follow.
const channel = "posts1"

// Posts announces new posts over Redis and listens for announcements. A message
// only wakes the listener, so it may be lost, repeated or late. Without a Redis
// nobody is told.
type Posts struct{ Redis goredis.UniversalClient }

// Announce tells of a post that was committed. A failure is only logged, because
// streams find the post without it.
func (p Posts) Announce(ctx context.Context, id int64) {
	if p.Redis == nil {
		return
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), redis.Timeout)
	defer cancel()
	if err := p.Redis.Publish(ctx, channel, strconv.FormatInt(id, 10)).Err(); err != nil {
		slog.WarnContext(ctx, "a post was not announced", slog.Any("error", err))
	}
}

// Listen calls posted for every post that is announced, and changed for every
// user whose rights change, until the context ends. Neither may wait for
// anything. Listen reconnects by itself; it does not hear what is announced while
// it is not connected.
func (p Posts) Listen(ctx context.Context, posted func(), changed func(user int64)) {
	if p.Redis == nil {
		<-ctx.Done()
		return
	}
	subscription := p.Redis.Subscribe(ctx, channel, cache.Changes)
	defer func() { _ = subscription.Close() }()
	messages := subscription.Channel()
	for {
		select {
		case message, open := <-messages:
			if !open {
				return
			}
			if message.Channel == channel {
				posted()
			} else if id, err := strconv.ParseInt(message.Payload, 10, 64); err == nil {
				changed(id)
			}
		case <-ctx.Done():
			return
		}
	}
}
