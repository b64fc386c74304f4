package store_test

import (
	"context"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// horizon returns how far the posts can be read from that time on.
func horizon(t *testing.T, db *pgxpool.Pool, from time.Time, limit int) store.Horizon {
	t.Helper()
	h, err := store.Live{DB: db}.Horizon(t.Context(), from, limit)
	if err != nil {
		t.Fatal(err)
	}
	return h
}

// deliver returns the ids of the posts of that period and their audiences, in
// order.
func deliver(t *testing.T, db *pgxpool.Pool, from, to time.Time, viewers ...int64) (ids []int64, audiences [][]int64) {
	t.Helper()
	deliveries, err := store.Live{DB: db}.Deliver(t.Context(), from, to, viewers)
	if err != nil {
		t.Fatal(err)
	}
	for _, d := range deliveries {
		slices.Sort(d.Viewers)
		ids, audiences = append(ids, d.Post.ID), append(audiences, d.Viewers)
	}
	return ids, audiences
}

// TestHorizonMissesNoPostOfSlowWriters has writers commit in another order than
// the order of their posts' timestamps.
func TestHorizonMissesNoPostOfSlowWriters(t *testing.T) {
	t.Parallel()
	const writers, each = 6, 40
	db := testdb.New(t)
	viewer := factory.User(t, db, social.Member)
	authors := make([]social.Actor, writers)
	for i := range authors {
		authors[i] = factory.User(t, db, social.Member)
	}
	factory.Follow(t, db, viewer, authors...)
	from := horizon(t, db, time.Time{}, 0).At

	var writing errgroup.Group
	for _, author := range authors {
		writing.Go(func() error {
			for range each {
				if err := writeSlowly(t.Context(), db, author.ID); err != nil {
					return err
				}
			}
			return nil
		})
	}
	done := make(chan error, 1)
	go func() { done <- writing.Wait() }()

	var read []int64
	rounds := 0
	for ended := false; ; rounds++ {
		h := horizon(t, db, from, 7)
		if h.At.After(from) {
			ids, _ := deliver(t, db, from, h.At, viewer.ID)
			read, from = append(read, ids...), h.At
		}
		if ended && !h.Behind {
			break
		}
		select {
		case err := <-done:
			if err != nil {
				t.Fatal(err)
			}
			ended = true
		default:
		}
	}
	rows, err := db.Query(t.Context(), `SELECT id FROM posts ORDER BY created_at, id`)
	if err != nil {
		t.Fatal(err)
	}
	want, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(read, want) || len(want) != writers*each {
		t.Errorf("read %d posts, %d were written; got\n%v, want\n%v", len(read), len(want), read, want)
	}
	t.Logf("%d posts of %d writers, read in %d rounds: %d lost or out of order", len(want), writers, rounds, len(want)-len(read))
}

// writeSlowly writes a post in a transaction that stays open for a while before
// and after the write.
func writeSlowly(ctx context.Context, db *pgxpool.Pool, author int64) error {
	pause := func() { time.Sleep(rand.N(8 * time.Millisecond)) }
	return pgx.BeginFunc(ctx, db, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT 1`); err != nil {
			return err
		}
		pause()
		_, err := tx.Exec(ctx, `INSERT INTO posts (user_id, title, content) VALUES ($1, 't', 'c')`, author)
		pause()
		return err
	})
}

func TestDeliverFindsWhoGetsEachPost(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	quiet, celebrity, stranger := factory.User(t, db, social.Member), factory.User(t, db, social.Member), factory.User(t, db, social.Member)
	a, b, absent := factory.User(t, db, social.Member), factory.User(t, db, social.Member), factory.User(t, db, social.Member)
	factory.Follow(t, db, a, quiet, celebrity)
	factory.Follow(t, db, b, celebrity)
	factory.Follow(t, db, absent, quiet, celebrity)
	factory.Follow(t, db, celebrity, stranger)
	for range 30 { // too many followers to scan for so few viewers
		factory.Follow(t, db, factory.User(t, db, social.Member), celebrity)
	}
	from := horizon(t, db, time.Time{}, 0).At
	ofQuiet, ofCelebrity := factory.Post(t, db, quiet), factory.Post(t, db, celebrity)
	factory.Post(t, db, stranger)
	own := factory.Post(t, db, b)
	to := horizon(t, db, from, 100)
	if to.Behind {
		t.Fatalf("no write is in progress, but the horizon is held back at %v", to.At)
	}
	ids, audiences := deliver(t, db, from, to.At, a.ID, b.ID)
	if want := []int64{ofQuiet.ID, ofCelebrity.ID, own.ID}; !slices.Equal(ids, want) {
		t.Fatalf("got the posts %v, want %v", ids, want)
	}
	for i, want := range [][]int64{{a.ID}, {a.ID, b.ID}, {b.ID}} {
		if !slices.Equal(audiences[i], want) {
			t.Errorf("post %d goes to %v, want %v", ids[i], audiences[i], want)
		}
	}
	deliveries, err := store.Live{DB: db}.Deliver(t.Context(), from, to.At, []int64{a.ID})
	if err != nil || len(deliveries) != 2 {
		t.Fatalf("got %v and %v, want two posts", deliveries, err)
	}
	got, err := store.Posts{DB: db}.Get(t.Context(), ofQuiet.ID, ofQuiet.UserID)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(deliveries[0].Post, got) {
		t.Errorf("delivered %+v, want %+v", deliveries[0].Post, got)
	}
}

// A deactivation hides follows in batches. Follows that are not hidden yet must
// not deliver posts.
func TestDeliverLeavesOutPostsOfADeactivatedAuthor(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	author, follower := factory.User(t, db, social.Member), factory.User(t, db, social.Member)
	factory.Follow(t, db, follower, author)
	from := horizon(t, db, time.Time{}, 0).At
	factory.Post(t, db, author)
	testdb.Exec(t, db, `UPDATE users SET is_active = false WHERE id = $1`, author.ID)
	if ids, _ := deliver(t, db, from, horizon(t, db, from, 100).At, author.ID, follower.ID); len(ids) > 0 {
		t.Errorf("delivered the posts %v, want none", ids)
	}
}

func TestHorizonBoundsHowMuchIsRead(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	author := factory.User(t, db, social.Member)
	from := horizon(t, db, time.Time{}, 0).At
	for range 10 {
		factory.Post(t, db, author)
	}
	var sizes []int
	for at := from; ; {
		h := horizon(t, db, at, 4)
		ids, _ := deliver(t, db, at, h.At, author.ID)
		sizes, at = append(sizes, len(ids)), h.At
		if !h.Behind {
			break
		}
	}
	if !slices.Equal(sizes, []int{4, 5, 1}) { // the post at the start is excluded
		t.Errorf("read portions of %v posts, want 4, 5 and 1", sizes)
	}
}

// TestHorizonPassesPostsOfOneMoment has more posts with equal timestamps than one
// read asks for, as after an import.
func TestHorizonPassesPostsOfOneMoment(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	author := factory.User(t, db, social.Member)
	from := horizon(t, db, time.Time{}, 0).At
	testdb.Exec(t, db, `
		INSERT INTO posts (user_id, title, content, created_at)
		SELECT $1, 't', 'c', $2::timestamptz FROM generate_series(1, 20)`, author.ID, from)
	h := horizon(t, db, from, 4)
	if ids, _ := deliver(t, db, from, h.At, author.ID); len(ids) != 20 {
		t.Errorf("read %d posts up to %v, want all 20", len(ids), h.At)
	}
}

func TestPostsOfOneTransactionHoldOneLock(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	author := factory.User(t, db, social.Member)
	err := pgx.BeginFunc(t.Context(), db, func(tx pgx.Tx) error {
		_, err := tx.Exec(t.Context(), `
			INSERT INTO posts (user_id, title, content) SELECT $1, 't', 'c' FROM generate_series(1, 2000)`, author.ID)
		if err != nil {
			return err
		}
		var locks int
		err = tx.QueryRow(t.Context(), `
			SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()`).Scan(&locks)
		if locks != 1 {
			t.Errorf("2000 posts hold %d locks, want 1", locks)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
