// Package live tells the instances with open streams that there is a new post.
//
// It only wakes them: what is new they read from the database, so a message may
// be lost, repeated or late. There is one channel for all posts and one
// subscription an instance. A channel for each author would make hundreds of
// subscriptions a stream, and changes of them with every follow, to spare a look
// at the database that each instance takes every half second anyway.
package live

import (
	"context"
	"log/slog"
	"strconv"

	goredis "github.com/redis/go-redis/v9"

	"social.example/shared/redis"
)

// channel has the form of its messages in its name, as cache keys do.
const channel = "posts1"

// Posts are the new posts. Without a Redis nobody is told of them.
type Posts struct{ Redis goredis.UniversalClient }

// Announce tells of a post that was committed. Its failure is only logged, for
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

// Listen calls heard, which must not wait for anything, for every post that is
// announced, until the context ends. It connects again by itself; what is
// announced meanwhile it does not hear.
func (p Posts) Listen(ctx context.Context, heard func()) {
	if p.Redis == nil {
		<-ctx.Done()
		return
	}
	subscription := p.Redis.Subscribe(ctx, channel)
	defer func() { _ = subscription.Close() }()
	messages := subscription.Channel()
	for {
		select {
		case _, open := <-messages:
			if !open {
				return
			}
			heard()
		case <-ctx.Done():
			return
		}
	}
}
