package live_test

import (
	"context"
	"testing"
	"time"

	"social.example/shared/live"
	"social.example/shared/redis"
	"social.example/shared/test/testproxy"
	"social.example/shared/test/testredis"
)

// listen returns an Announcer that connects through a proxy, and a channel that receives
// a value for each announcement.
func listen(t *testing.T) (posts live.Announcer, proxy *testproxy.Proxy, heard <-chan struct{}) {
	t.Helper()
	config := testredis.Config(t)
	config.URL, proxy = testproxy.InFront(t, config.URL)
	client, err := redis.Open(config)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(redis.Closer(client))
	posts = live.Announcer{Redis: client}
	ctx, end := context.WithCancel(t.Context())
	sound, over := make(chan struct{}, 1), make(chan struct{})
	go func() {
		defer close(over)
		posts.Listen(ctx, live.Listeners{Posted: func() {
			select {
			case sound <- struct{}{}:
			default:
			}
		}})
	}()
	t.Cleanup(func() { end(); <-over })
	return posts, proxy, sound
}

// announce announces posts until one announcement is received.
func announce(t *testing.T, posts live.Announcer, heard <-chan struct{}) {
	t.Helper()
	for range 1000 {
		posts.Post(t.Context(), 7)
		select {
		case <-heard:
			return
		case <-time.After(20 * time.Millisecond):
		}
	}
	t.Fatal("no announcement was received")
}

func TestAnnouncedPostIsHeardOf(t *testing.T) {
	t.Parallel()
	posts, _, heard := listen(t)
	announce(t, posts, heard)
}

func TestListenerWhoHearsNothingForLongStillListens(t *testing.T) {
	t.Parallel()
	posts, _, heard := listen(t)
	announce(t, posts, heard)
	time.Sleep(300 * time.Millisecond) // longer than the timeout of other commands
	announce(t, posts, heard)
}

func TestListenerReconnectsWhenRedisIsBack(t *testing.T) {
	t.Parallel()
	for name, fault := range testproxy.Faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			posts, proxy, heard := listen(t)
			announce(t, posts, heard)
			fault(t, proxy)
			posts.Post(t.Context(), 7) // returns no error and must not block
			proxy.Heal(t)
			for len(heard) > 0 {
				<-heard
			}
			announce(t, posts, heard)
		})
	}
}

func TestWithoutRedisNothingIsAnnounced(t *testing.T) {
	t.Parallel()
	ctx, end := context.WithCancel(t.Context())
	live.Announcer{}.Post(ctx, 7)
	end()
	live.Announcer{}.Listen(ctx, live.Listeners{Posted: func() { t.Error("an announcement was received") }})
}
