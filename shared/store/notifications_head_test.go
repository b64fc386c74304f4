package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// likeThread is the thread of the likes of one post. Its acts run in transactions that a
// test keeps open.
type likeThread struct {
	db     *pgxpool.Pool
	author int64
	post   int64
}

func newLikeThread(t *testing.T) likeThread {
	t.Helper()
	db := testdb.New(t)
	author := factory.User(t, db, social.Member)
	return likeThread{db, author.ID, factory.Post(t, db, author).ID}
}

// begin begins a transaction that calls notifications_add or notifications_withdraw.
func (l likeThread) begin(t *testing.T, function string, liker int64) pgx.Tx {
	t.Helper()
	tx, err := l.db.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	testdb.Exec(t, tx, `SELECT `+function+`($1, $2, 'like_post', $3, 0)`, l.author, liker, l.post)
	return tx
}

// commit commits the transactions in this order.
func commit(t *testing.T, open ...pgx.Tx) {
	t.Helper()
	for _, tx := range open {
		if err := tx.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestLikeIsListedWhenTwoOthersAreUndoneAtOnce undoes the newest of two likes
// that are both heads, and an older like at the same time.
func TestLikeIsListedWhenTwoOthersAreUndoneAtOnce(t *testing.T) {
	t.Parallel()
	l := newLikeThread(t)
	a, b, d := factory.User(t, l.db, social.Member), factory.User(t, l.db, social.Member), factory.User(t, l.db, social.Member)
	commit(t, l.begin(t, "notifications_add", d.ID))
	commit(t, l.begin(t, "notifications_add", a.ID), l.begin(t, "notifications_add", b.ID))

	commit(t, l.begin(t, "notifications_withdraw", b.ID), l.begin(t, "notifications_withdraw", d.ID))

	want := map[string]int{fmt.Sprint("like_post ", l.post, " 0"): 1}
	if got := listed(t, l.db, l.author); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("listed are %v, want %v", got, want)
	}
}

// headless counts the threads whose newest notification that counts is not a head.
const headless = `
	SELECT count(*) FROM (
		SELECT DISTINCT ON (thread) is_head FROM notifications WHERE NOT is_withdrawn AND NOT is_hidden
		ORDER BY thread, created_at DESC, id DESC
	) newest
	WHERE NOT is_head`

// TestAThreadIsNeverWithoutAHead lets users like and unlike one post in transactions that
// overlap, some of which are rolled back, while some users are deactivated. After each
// round the newest like that stands is a head.
func TestAThreadIsNeverWithoutAHead(t *testing.T) {
	t.Parallel()
	l := newLikeThread(t)
	const likers = 6
	var people [likers]int64
	for i := range people {
		people[i] = factory.User(t, l.db, social.Member).ID
	}
	for range figure.Size(400, 20_000) {
		var acts errgroup.Group
		for _, liker := range people {
			acts.Go(func() error { return l.act(t, liker) })
		}
		if err := acts.Wait(); err != nil {
			t.Fatal(err)
		}
		var wrong int
		if err := l.db.QueryRow(t.Context(), headless).Scan(&wrong); err != nil {
			t.Fatal(err)
		}
		if wrong > 0 {
			t.Fatal("the newest like that stands is not a head")
		}
	}
}

// act does one random thing as the liker, in a transaction that lasts a while.
func (l likeThread) act(t *testing.T, liker int64) error {
	tx, err := l.db.Begin(t.Context())
	if err != nil {
		return err
	}
	defer tx.Rollback(t.Context()) //nolint:errcheck // after a commit there is nothing to roll back
	switch n := rand.IntN(20); {
	case n < 8:
		_, err = tx.Exec(t.Context(), `SELECT notifications_add($1, $2, 'like_post', $3, 0)`, l.author, liker, l.post)
	case n < 18:
		_, err = tx.Exec(t.Context(), `SELECT notifications_withdraw($1, $2, 'like_post', $3, 0)`, l.author, liker, l.post)
	default:
		_, err = tx.Exec(t.Context(), `UPDATE users SET is_active = NOT is_active WHERE id = $1`, liker)
	}
	if err != nil {
		return err
	}
	if _, err := tx.Exec(t.Context(), `SELECT pg_sleep($1)`, rand.Float64()/200); err != nil {
		return err
	}
	if rand.IntN(10) == 0 {
		return nil
	}
	return tx.Commit(t.Context())
}

// TestAStormOfLikesLeavesOneHead likes one post in many transactions at once. They leave
// several heads, which the next likes end.
func TestAStormOfLikesLeavesOneHead(t *testing.T) {
	t.Parallel()
	l := newLikeThread(t)
	config := l.db.Config()
	config.MaxConns = 24
	crowd, err := pgxpool.NewWithConfig(t.Context(), config)
	if err != nil {
		t.Fatal(err)
	}
	defer crowd.Close()
	var likers []int64
	for range 240 {
		likers = append(likers, factory.User(t, l.db, social.Member).ID)
	}
	const after = 30 // likes that come one by one; each ends up to 8 heads, so they end them all
	var storm errgroup.Group
	for _, liker := range likers[after:] {
		storm.Go(func() error {
			_, err := crowd.Exec(t.Context(), `SELECT notifications_add($1, $2, 'like_post', $3, 0), pg_sleep(0.003)`, l.author, liker, l.post)
			return err
		})
	}
	if err := storm.Wait(); err != nil {
		t.Fatal(err)
	}
	for _, liker := range likers[:after] {
		commit(t, l.begin(t, "notifications_add", liker))
	}
	var heads int
	if err := l.db.QueryRow(t.Context(), `SELECT count(*) FROM notifications WHERE is_head`).Scan(&heads); err != nil {
		t.Fatal(err)
	}
	if heads != 1 {
		t.Errorf("%d heads after %d likes, want 1", heads, len(likers))
	}
}
