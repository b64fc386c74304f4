package stream

import (
	"context"
	"math/rand/v2"
	"net/http"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/live"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

const bothKinds = "post,notification"

func TestStreamHasNotificationsIfAskedTo(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	viewer, both := i.member(t)
	onlyPosts, onlyNotifications := newListener(t, both.token), newListener(t, both.token)
	both.events, onlyNotifications.events = bothKinds, "notification"
	follower := factory.User(t, i.db, social.Member)
	own := i.post(t, viewer)
	for _, l := range []*listener{both, onlyPosts, onlyNotifications} {
		l.start(i.url, "")
	}
	like(t, i, follower, own)
	second := i.post(t, viewer)
	third := factory.User(t, i.db, social.Member)
	like(t, i, third, own)
	last := i.post(t, viewer)

	both.await("all events", func() bool { return len(both.order) == 4 })
	notified := both.notifications
	both.want(notified[0].ID, second.ID, notified[1].ID, last.ID)
	onlyPosts.want(second.ID, last.ID)
	onlyNotifications.want(notified[0].ID, notified[1].ID)
	if n := notified[1]; n.Kind != social.PostLikeNotification || n.Post.ID != own.ID || n.ActorsCount != 2 ||
		n.Actors[0].ID != third.ID || n.Actors[1].ID != follower.ID || n.IsRead {
		t.Errorf("the second like came as %+v, want both users, newest first", n)
	}
}

// TestMissedNotificationsAreStreamed resumes from a position of a stream of posts only: the id of
// an event is a position in both kinds.
func TestMissedNotificationsAreStreamed(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	viewer, listener := i.member(t)
	own := i.post(t, viewer)
	ctx, leave := context.WithCancel(t.Context())
	ended := listener.startUntil(ctx, i.url, "")
	leave()
	if err := <-ended; err == nil {
		t.Fatal("the stream did not end")
	}
	var want []int64
	for range 40 { // more than a batch
		want = append(want, i.post(t, viewer).ID)
		like(t, i, factory.User(t, i.db, social.Member), own)
	}
	notified := i.ids(t, `SELECT id FROM notifications ORDER BY created_at, id`)
	listener.events = bothKinds
	listener.start(i.url, "")
	all := make([]int64, 0, len(want)+len(notified))
	for n := range want {
		all = append(all, want[n], notified[n])
	}
	listener.want(all...)
}

func TestStreamRefusesOtherKindsOfEvents(t *testing.T) {
	t.Parallel()
	i := serve(t, testConfig(t), live.DefaultLimits)
	_, listener := i.member(t)
	client := apitest.Client{Handler: i.http, Token: listener.token}
	for _, events := range []string{"", "posts", "post,", "post,post", "notification,like"} {
		client.Do(t, "GET", "/v1/users/feed/stream?events="+events, nil).WantProblem(t, http.StatusBadRequest, "events")
	}
}

// like makes the user like the post and announces it, as the posts function does.
func like(t *testing.T, i instance, user social.Actor, post social.Post) {
	t.Helper()
	notified, err := store.Reactions{DB: i.db}.Add(t.Context(), store.PostLike, user.ID, post.ID, post.ID)
	if err != nil {
		t.Fatal(err)
	}
	i.live.Notifications(t.Context(), notified)
}

func TestEveryPostAndNotificationArrivesOnceAndInOrder(t *testing.T) {
	t.Parallel()
	tried, lost, again := storm{
		events: bothKinds,
		size:   figure.Size(400, 12_000),
		write: func(ctx context.Context, i instance, author social.Actor, viewers []social.Actor) error {
			if rand.N(2) == 0 {
				return i.write(ctx, author)
			}
			return i.tell(ctx, author, viewers)
		},
		want: func(t *testing.T, i instance, viewer social.Actor) []int64 {
			t.Helper()
			return i.ids(t, `
				SELECT id FROM (
					SELECT id, created_at FROM posts UNION ALL SELECT id, created_at FROM notifications WHERE user_id = $1
				) events ORDER BY created_at, id`, viewer.ID)
		},
	}.run(t)
	figure.Report(t, "posts and notifications streamed under faults: lost", tried, lost)
	figure.Report(t, "posts and notifications streamed under faults: twice or out of order", tried, again)
}

// tell notifies each viewer of a post that mentions them, in a transaction that stays open
// for a while.
func (i instance) tell(ctx context.Context, author social.Actor, viewers []social.Actor) error {
	ids := make([]int64, len(viewers))
	for n, viewer := range viewers {
		ids[n] = viewer.ID
	}
	err := pgx.BeginFunc(ctx, i.db, func(tx pgx.Tx) error {
		_, err := tx.Exec(ctx, `
			WITH p AS (
				INSERT INTO posts (user_id, title, content, mentions, created_at, updated_at)
				SELECT $1, 't', 'c', $2::bigint[], moment, moment FROM posts_moment() moment RETURNING id
			)
			SELECT mentions_notify($1, $2::bigint[], p.id, 0) FROM p`, author.ID, ids)
		time.Sleep(rand.N(10 * time.Millisecond))
		return err
	})
	i.live.Notifications(ctx, ids)
	return err
}
