package store_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// scene is what others see of a user: a post, a comment on the post of a friend, and
// follows from and to the friend.
type scene struct {
	db           *pgxpool.Pool
	user, friend social.Actor
	post         social.Post
	comment      social.Comment
	friends      social.Post // the post of the friend
}

func newScene(t testing.TB, db *pgxpool.Pool) scene {
	t.Helper()
	s := scene{db: db, user: factory.User(t, db, social.Member), friend: factory.User(t, db, social.Member)}
	s.post, s.friends = factory.Post(t, db, s.user), factory.Post(t, db, s.friend)
	s.comment = factory.Comment(t, db, s.friends, s.user)
	factory.Follow(t, db, s.user, s.friend)
	factory.Follow(t, db, s.friend, s.user)
	return s
}

// seen returns how many of six places show the user.
func (s scene) seen(ctx context.Context) (places int, err error) {
	count := func(shown bool, problem error) {
		if fault.KindOf(problem) != fault.NotFound {
			err = errors.Join(err, problem)
		}
		if shown && problem == nil {
			places++
		}
	}
	page := store.Page{Limit: 50}
	_, problem := store.Users{DB: s.db}.Get(ctx, s.user.ID, s.friend.ID)
	count(true, problem)
	_, problem = store.Posts{DB: s.db}.Get(ctx, s.post.ID, s.post.UserID)
	count(true, problem)
	comments, problem := store.Comments{DB: s.db}.List(ctx, s.friends.ID, s.friend.ID, page)
	count(slices.ContainsFunc(comments.Rows, func(c social.Comment) bool { return c.ID == s.comment.ID }), problem)
	feed, problem := store.Feed{DB: s.db}.List(ctx, s.friend.ID, social.FeedFilter{}, page)
	count(slices.ContainsFunc(feed.Rows, func(p social.Post) bool { return p.UserID == s.user.ID }), problem)
	follows := store.Follows{DB: s.db}
	for _, list := range []func(context.Context, int64, int64, store.Page) (store.Rows[social.User], error){follows.Followers, follows.Following} {
		users, problem := list(ctx, s.friend.ID, s.friend.ID, page)
		count(slices.ContainsFunc(users.Rows, func(u social.User) bool { return u.ID == s.user.ID }), problem)
	}
	return places, err
}

// Users delete and restore their accounts again and again, while others follow,
// unfollow and comment on them.
func TestDeletionsAndRestoresUnderTraffic(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	users := store.Users{DB: db}
	const workers = 4
	scenes := make([]scene, workers)
	for i := range scenes {
		scenes[i] = newScene(t, db)
	}
	strangers := []social.Actor{factory.User(t, db, social.Member), factory.User(t, db, social.Member)}
	ctx, stop := context.WithCancel(t.Context())
	var traffic, work sync.WaitGroup
	for _, stranger := range strangers {
		traffic.Go(func() {
			follows, comments := store.Follows{DB: db}, store.Comments{DB: db}
			for ctx.Err() == nil {
				s := scenes[rand.IntN(workers)]
				_, _ = follows.Add(ctx, stranger.ID, s.user.ID)
				_, _, _ = comments.Create(ctx, s.post.ID, stranger.ID, social.CommentDraft{Content: "traffic"}, nil)
				_ = follows.Remove(ctx, stranger.ID, s.user.ID)
			}
		})
	}
	rounds := figure.Size(80, 10_000) / workers
	var mu sync.Mutex
	visible, lost := 0, 0
	for _, s := range scenes {
		work.Go(func() {
			for range rounds {
				_, err := users.Delete(t.Context(), factory.Secret(s.user), social.Act{})
				hidden, problem := s.seen(t.Context())
				if err = errors.Join(err, problem); err != nil {
					t.Error(err)
					return
				}
				if _, err = users.Restore(t.Context(), restoreLink(t, db, s.user.ID)); err != nil {
					t.Error(err)
					return
				}
				back, err := s.seen(t.Context())
				if err != nil {
					t.Error(err)
				}
				mu.Lock()
				if hidden > 0 {
					visible++
				}
				if back < 6 {
					lost++
				}
				mu.Unlock()
			}
		})
	}
	work.Wait()
	stop()
	traffic.Wait()
	figure.Report(t, "accounts deleted under traffic: seen afterwards", rounds*workers, visible)
	figure.Report(t, "accounts restored under traffic: not as before", rounds*workers, lost)
	wantRightCounters(t, db)
}
