package store_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// pair is a user who blocks and unblocks another, again and again.
type pair struct {
	db               *pgxpool.Pool
	blocker, blocked social.Actor
	post             social.Post // of the blocker
	comment          social.Comment
	began            time.Time // of the round
}

// acts happen at the same time as the block. An act may be refused.
var acts = []func(context.Context, pair) error{
	func(ctx context.Context, p pair) error {
		_, err := store.Follows{DB: p.db}.Add(ctx, p.blocked.ID, p.blocker.ID)
		return err
	},
	func(ctx context.Context, p pair) error {
		_, err := store.Follows{DB: p.db}.Add(ctx, p.blocker.ID, p.blocked.ID) // the blocker, on another device
		return err
	},
	func(ctx context.Context, p pair) error {
		_, err := store.Reactions{DB: p.db}.Add(ctx, store.PostLike, p.blocked.ID, p.post.ID, p.post.ID)
		return err
	},
	func(ctx context.Context, p pair) error {
		_, _, err := store.Comments{DB: p.db}.Create(ctx, p.post.ID, p.blocked.ID, social.CommentDraft{Content: "comment"}, nil)
		return err
	},
	func(ctx context.Context, p pair) error {
		draft := social.CommentDraft{Content: "reply", ParentID: &p.comment.ID}
		_, _, err := store.Comments{DB: p.db}.Create(ctx, p.post.ID, p.blocked.ID, draft, nil)
		return err
	},
	func(ctx context.Context, p pair) error {
		draft := social.PostDraft{Title: "t", Content: "@" + p.blocker.Username}
		_, _, err := store.Posts{DB: p.db}.Create(ctx, p.blocked.ID, draft, nil)
		return err
	},
}

func TestNothingOfTheBlockedReachesTheBlocker(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	var left, reached atomic.Int64
	rounds := figure.Size(100, 10_000)
	left.Store(int64(rounds))
	var working sync.WaitGroup
	for range 4 {
		p := pair{db: db, blocker: factory.User(t, db, social.Member), blocked: factory.User(t, db, social.Member)}
		p.post = factory.Post(t, db, p.blocker)
		p.comment = factory.Comment(t, db, p.post, p.blocker)
		working.Go(func() {
			for n := left.Add(-1); n >= 0; n = left.Add(-1) {
				if seen := p.round(t, acts[int(n)%len(acts)]); seen != "" {
					reached.Add(1)
					t.Errorf("round %d: %s", n, seen)
				}
			}
		})
	}
	working.Wait()
	figure.Report(t, "follow, comment, like, mention against a block: rounds in which anything of the blocked reaches the blocker", rounds, int(reached.Load()))
}

// round blocks while the act happens, returns what the blocker then sees of the blocked
// user, and unblocks.
func (p pair) round(t *testing.T, act func(context.Context, pair) error) string {
	t.Helper()
	p.began = time.Now()
	blocks := store.Blocks{DB: p.db}
	var both sync.WaitGroup
	both.Go(func() {
		if err := act(t.Context(), p); err != nil && fault.KindOf(err) != fault.NotFound && fault.KindOf(err) != fault.Invalid {
			t.Error(err)
		}
	})
	if err := blocks.Add(t.Context(), p.blocker.ID, p.blocked.ID); err != nil {
		t.Error(err)
	}
	early := p.seen(t) // the block is acknowledged; the act may not have ended
	both.Wait()
	seen := early + p.seen(t)
	if err := blocks.Remove(t.Context(), p.blocker.ID, p.blocked.ID); err != nil {
		t.Error(err)
	}
	return seen
}

// seen returns what the blocker sees of the blocked user.
func (p pair) seen(t *testing.T) (seen string) {
	t.Helper()
	ctx, page := t.Context(), store.Page{Limit: 20}
	must := func(err error) {
		if err != nil {
			t.Error(err)
		}
	}
	isOther := func(u social.User) bool { return u.ID == p.blocked.ID }
	followers, err := store.Follows{DB: p.db}.Followers(ctx, p.blocker.ID, p.blocker.ID, page)
	must(err)
	following, err := store.Follows{DB: p.db}.Following(ctx, p.blocker.ID, p.blocker.ID, page)
	must(err)
	likers, err := store.Reactions{DB: p.db}.Likers(ctx, p.post.ID, p.blocker.ID, page)
	must(err)
	if slices.ContainsFunc(slices.Concat(followers.Rows, following.Rows, likers.Rows), isOther) {
		seen += "a follow or like; "
	}
	comments, err := store.Comments{DB: p.db}.List(ctx, p.post.ID, p.blocker.ID, page)
	must(err)
	replies, err := store.Comments{DB: p.db}.Replies(ctx, p.post.ID, p.comment.ID, p.blocker.ID, page)
	must(err)
	for _, c := range slices.Concat(comments.Rows, replies.Rows) {
		if c.UserID != nil && *c.UserID == p.blocked.ID {
			seen += "a comment; "
		}
	}
	notifications, err := store.Notifications{DB: p.db}.List(ctx, p.blocker.ID, social.NotificationKinds(), page)
	must(err)
	feed, err := store.Feed{DB: p.db}.List(ctx, p.blocker.ID, social.FeedFilter{}, page)
	must(err)
	live, to := store.Live{DB: p.db}, p.began.Add(time.Hour)
	notified, err := live.DeliverNotifications(ctx, p.began, to, []int64{p.blocker.ID})
	must(err)
	posts, err := live.Deliver(ctx, p.began, to, []int64{p.blocker.ID})
	must(err)
	if n := len(notifications.Rows) + len(notified); n > 0 {
		seen += fmt.Sprintf("%d notifications; ", n)
	}
	if len(feed.Rows) != 1 || len(posts) > 0 { // the blocker's own post is older
		seen += fmt.Sprintf("%d posts in the feed and %d in the stream; ", len(feed.Rows), len(posts))
	}
	return seen
}
