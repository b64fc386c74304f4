package live

import (
	"context"
	"log/slog"
	"strconv"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/cache"
	"social.example/shared/redis"
)

// channel is the Redis channel of new posts. Its name contains a version of the
// message format, as cache keys do. A single channel for all posts needs one
// subscription per instance. A channel per author would need hundreds of
// subscriptions per stream, and would change them with every follow.
const channel = "posts1"

// Posts announces new posts over Redis and listens for announcements. A message
// only wakes the listener, so it may be lost, repeated or late. If Redis is nil,
// it does nothing.
type Posts struct{ Redis goredis.UniversalClient }

// Announce announces a committed post. It only logs failures, because streams
// find the post without the announcement.
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

// Listen calls posted for every announced post, and changed for every user with
// changed rights, until ctx is done. The callbacks must not block. Listen
// reconnects on its own; it misses announcements while it is disconnected.
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
