package live

import (
	"context"
	"log/slog"
	"strconv"
	"strings"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/cache"
	"social.example/shared/redis"
)

// The Redis channels of new posts, with their ids, and of new notifications, with the
// ids of the notified users. The names contain a version of the message format, as
// cache keys do. A single channel for all posts needs one subscription per instance. A
// channel per author would need hundreds of subscriptions per stream, and would change
// them with every follow.
const (
	posts         = "posts1"
	notifications = "notifications1"
)

// Announcer announces new posts and notifications over Redis and listens for
// announcements. A message only wakes the listener, so it may be lost, repeated or
// late. If Redis is nil, it does nothing. doc.go describes the path of a post.
type Announcer struct {
	Redis goredis.UniversalClient
	// Pin, if set, makes users read from the primary, where they find what they were
	// notified of.
	Pin func(ctx context.Context, users ...int64)
}

// Post announces a committed post.
func (a Announcer) Post(ctx context.Context, id int64) { a.announce(ctx, posts, id) }

// Notifications announces committed notifications to these users, who may be none.
func (a Announcer) Notifications(ctx context.Context, users []int64) {
	if a.Pin != nil && len(users) > 0 {
		a.Pin(ctx, users...)
	}
	a.announce(ctx, notifications, users...)
}

// announce only logs failures, because streams find new events without it.
func (a Announcer) announce(ctx context.Context, channel string, ids ...int64) {
	if a.Redis == nil || len(ids) == 0 {
		return
	}
	texts := make([]string, len(ids))
	for i, id := range ids {
		texts[i] = strconv.FormatInt(id, 10)
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), redis.Timeout)
	defer cancel()
	if err := a.Redis.Publish(ctx, channel, strings.Join(texts, ",")).Err(); err != nil {
		slog.WarnContext(ctx, "an announcement was not sent", slog.String("channel", channel), slog.Any("error", err))
	}
}

// Listeners are called for announcements. They must not block.
type Listeners struct {
	Posted   func()           // a new post
	Notified func(user int64) // a new notification for the user
	Changed  func(user int64) // the user's rights have changed
}

// Listen calls the listeners until ctx is done. It reconnects on its own; it misses
// announcements while it is disconnected.
func (a Announcer) Listen(ctx context.Context, l Listeners) {
	if a.Redis == nil {
		<-ctx.Done()
		return
	}
	subscription := a.Redis.Subscribe(ctx, posts, notifications, cache.Changes)
	defer func() { _ = subscription.Close() }()
	messages := subscription.Channel()
	for {
		select {
		case message, open := <-messages:
			if !open {
				return
			}
			l.hear(message)
		case <-ctx.Done():
			return
		}
	}
}

func (l Listeners) hear(message *goredis.Message) {
	call := l.Changed
	switch message.Channel {
	case posts:
		l.Posted()
		return
	case notifications:
		call = l.Notified
	}
	for text := range strings.SplitSeq(message.Payload, ",") {
		if id, err := strconv.ParseInt(text, 10, 64); err == nil {
			call(id)
		}
	}
}
