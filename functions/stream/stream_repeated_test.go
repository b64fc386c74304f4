package stream

import (
	"context"
	"testing"

	"social.example/shared/live"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
)

// TestALikeThatNobodySawIsStreamedWhenItIsRepeated undoes a like while the post's author is
// offline. The author reads a later notification, and then the like is repeated.
func TestALikeThatNobodySawIsStreamedWhenItIsRepeated(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	author, listener := i.member(t)
	listener.events = bothKinds
	own := factory.Post(t, i.db, author)
	liker, commenter := factory.User(t, i.db, social.Member), factory.User(t, i.db, social.Member)
	ctx, leave := context.WithCancel(t.Context())
	ended := listener.startUntil(ctx, i.url, "")
	leave()
	if err := <-ended; err == nil {
		t.Fatal("the stream did not end")
	}

	like(t, i, liker, own)
	if err := (store.Reactions{DB: i.db}).Remove(t.Context(), store.PostLike, liker.ID, own.ID, own.ID); err != nil {
		t.Fatal(err)
	}
	factory.Comment(t, i.db, own, commenter)
	listener.start(i.url, "")
	listener.await("the comment", func() bool { return len(listener.notifications) == 1 })
	notifications := store.Notifications{DB: i.db}
	if err := notifications.MarkRead(t.Context(), author.ID, listener.ids()[0]); err != nil {
		t.Fatal(err)
	}

	like(t, i, liker, own)
	last := i.post(t, author)
	listener.await("the last post", func() bool { return len(listener.posts) == 1 })
	if n := listener.notifications; len(n) != 2 || n[1].Kind != social.PostLikeNotification || listener.ids()[2] != last.ID {
		t.Errorf("streamed %+v, want the comment and then the like", n)
	}
	if unread, err := notifications.Unread(t.Context(), author.ID); err != nil || unread.Count != 1 {
		t.Errorf("%d unread (%v), want the like", unread.Count, err)
	}
}
