package store_test

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/cursor"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/testdb"
)

// naive is the obvious feed query: a join that reads everything.
const naive = `
	SELECT p.id, p.created_at, (SELECT count(*) FROM comments c WHERE c.post_id = p.id)
	FROM posts p
	WHERE (p.user_id = @viewer OR p.user_id IN (SELECT followee_id FROM follows WHERE follower_id = @viewer))
	  AND p.tags @> @tags
	  AND (position(search_form(@search) IN search_form(p.title)) > 0 OR position(search_form(@search) IN search_form(p.content)) > 0)
	  AND p.created_at >= coalesce(@since, '-infinity'::timestamptz) AND p.created_at <= coalesce(@until, 'infinity'::timestamptz)
	ORDER BY p.created_at DESC, p.id DESC`

type entry struct {
	ID       int64
	At       time.Time
	Comments int
}

func (n network) naiveFeed(t *testing.T, viewer int64, f social.FeedFilter) []entry {
	t.Helper()
	tags := f.Tags
	if tags == nil {
		tags = []string{}
	}
	rows, err := n.db.Query(t.Context(), naive, pgx.StrictNamedArgs{
		"viewer": viewer, "tags": tags, "search": f.Search, "since": f.Since, "until": f.Until,
	})
	if err != nil {
		t.Fatal(err)
	}
	entries, err := pgx.CollectRows(rows, pgx.RowToStructByPos[entry])
	if err != nil {
		t.Fatal(err)
	}
	if f.Ascending {
		slices.Reverse(entries)
	}
	return entries
}

func (n network) randomFilter() social.FeedFilter {
	pick := func(from ...string) string { return from[n.random.IntN(len(from))] }
	f := social.FeedFilter{
		Ascending: n.random.IntN(2) == 0,
		Search:    pick("", "", "", "%", "_", `\`, "SURE", "über", "STRASSE", "la", "nowhere"),
	}
	if tag := pick("", "", "common", "rare"); tag != "" {
		f.Tags = []string{tag}
	}
	if n.random.IntN(10) == 0 {
		f.Tags = []string{"common", "rare"}
	}
	moment := func() *time.Time {
		at := began.Add(time.Duration(n.random.IntN(lastSecond)) * time.Second)
		return &at
	}
	if n.random.IntN(4) == 0 {
		f.Since = moment()
	}
	if n.random.IntN(4) == 0 {
		f.Until = moment()
	}
	return f
}

// TestFeedEqualsTheNaiveJoin compares random pages with those of the naive join,
// for viewers who follow nobody, some, and so many that the feed probes the
// newest posts of all first. The probe succeeds if they follow loud authors, and
// fails if they follow quiet ones.
func TestFeedEqualsTheNaiveJoin(t *testing.T) {
	t.Parallel()
	const seed, pages = 20260131, 12
	t.Logf("seed %d", seed)
	n := newNetwork(t, rand.New(rand.NewPCG(seed, seed)))
	everyone := slices.Concat(n.loud, n.quiet)
	silent := n.users(t, "silent", silents)
	for name, viewer := range map[string]int64{
		"nobody":            n.viewer(t, everyone, 0),
		"one":               n.viewer(t, everyone, 1),
		"a few":             n.viewer(t, everyone, 25),
		"one below probing": n.viewer(t, everyone, 498),
		"just probing":      n.viewer(t, everyone, 499),
		"many":              n.viewer(t, everyone, len(everyone)),
		"many quiet":        n.viewer(t, n.quiet, 540),
		"thousands":         n.viewer(t, slices.Concat(everyone, silent), len(everyone)+silents),
	} {
		t.Run(name, func(t *testing.T) {
			for range pages {
				n.comparePage(t, viewer, n.randomFilter())
			}
		})
	}
}

// TestFeedSearchEqualsTheNaiveJoin does the same with two sizes of the table in
// the statistics: so large that every search except for an absent word scans the
// feed, and so small that every search uses the indexes. All posts are indexed, or some,
// or so few that the indexes cannot be used.
func TestFeedSearchEqualsTheNaiveJoin(t *testing.T) {
	t.Parallel()
	const seed, pages = 20261123, 6
	t.Logf("seed %d", seed)
	n := newNetwork(t, rand.New(rand.NewPCG(seed, seed)))
	owner := testdb.Owner(t, n.db)
	viewers := []int64{n.viewer(t, n.loud, 25), n.viewer(t, slices.Concat(n.loud, n.quiet), 600)}
	for _, indexed := range []string{"true", "id % 2 = 0", "id % 100 = 0"} {
		testdb.Exec(t, owner, `UPDATE posts SET indexed = `+indexed+` WHERE indexed <> (`+indexed+`)`)
		testdb.Exec(t, owner, `VACUUM ANALYZE posts`)
		for _, posts := range []string{"1e9", "1"} {
			testdb.Exec(t, owner, `UPDATE pg_class SET reltuples = `+posts+` WHERE relname = 'posts'`)
			for _, viewer := range viewers {
				for range pages {
					n.comparePage(t, viewer, n.randomFilter())
				}
			}
		}
	}
}

func (n network) comparePage(t *testing.T, viewer int64, filter social.FeedFilter) {
	t.Helper()
	want := n.naiveFeed(t, viewer, filter)
	page := store.Page{Limit: 1 + n.random.IntN([]int{2, 100}[n.random.IntN(2)])}
	switch n.random.IntN(3) {
	case 0:
		page.Offset = n.random.IntN(1001)
		want = want[min(page.Offset, len(want)):]
	case 1:
		if len(want) > 0 {
			i := n.random.IntN(len(want))
			page.After = cursor.Position{At: want[i].At, ID: want[i].ID}
			want = want[i+1:]
		}
	}
	next := cursor.First
	if len(want) > page.Limit {
		want = want[:page.Limit]
		next = cursor.Position{At: want[page.Limit-1].At, ID: want[page.Limit-1].ID}
	}
	rows, err := store.Feed{DB: n.db, Budget: wholeFeed}.List(t.Context(), viewer, filter, page)
	if err != nil {
		t.Fatal(err)
	}
	got := entries(rows.Rows)
	if !slices.Equal(got, want) || rows.Next != next {
		t.Errorf("%+v, %+v: got %v and then %v, want %v and then %v", filter, page, got, rows.Next, want, next)
	}
}

// wholeFeed is a budget larger than any feed in these tests.
const wholeFeed = 2 * (loudPosts + quietPosts)

func entries(posts []social.Post) []entry {
	var list []entry
	for _, post := range posts {
		list = append(list, entry{post.ID, post.CreatedAt, post.CommentsCount})
	}
	return list
}

// TestSearchOnASmallBudgetFindsTheWholeFeed reads all pages of searches that
// start with an offset. The pages end early, and most are empty.
func TestSearchOnASmallBudgetFindsTheWholeFeed(t *testing.T) {
	t.Parallel()
	const seed = 20261127
	t.Logf("seed %d", seed)
	n := newNetwork(t, rand.New(rand.NewPCG(seed, seed)))
	testdb.Exec(t, testdb.Owner(t, n.db), `UPDATE pg_class SET reltuples = 1e9 WHERE relname = 'posts'`)
	for _, viewer := range []int64{n.viewer(t, n.loud, 25), n.viewer(t, slices.Concat(n.loud, n.quiet), 600)} {
		for _, ascending := range []bool{false, true} {
			for _, filter := range []social.FeedFilter{
				{Search: "100% sure", Ascending: ascending},
				{Search: "a%b", Ascending: ascending}, // no index supports it
				{Tags: []string{"common", "rare"}, Ascending: ascending},
			} {
				n.walkOnBudget(t, viewer, filter, n.random.IntN(100))
			}
		}
	}
}

func (n network) walkOnBudget(t *testing.T, viewer int64, filter social.FeedFilter, offset int) {
	t.Helper()
	want := n.naiveFeed(t, viewer, filter)
	want = want[min(offset, len(want)):]
	feed := store.Feed{DB: n.db, Budget: 150}
	page := store.Page{Limit: 7, Offset: offset}
	var got []entry
	for pages := 0; ; pages++ {
		if pages > wholeFeed/feed.Budget+len(want) {
			t.Fatalf("%+v: no end after %d pages", filter, pages)
		}
		rows, err := feed.List(t.Context(), viewer, filter, page)
		if err != nil {
			t.Fatal(err)
		}
		if got = append(got, entries(rows.Rows)...); rows.Next.IsFirst() {
			break
		}
		page = store.Page{Limit: 7, After: rows.Next}
	}
	if !slices.Equal(got, want) {
		t.Errorf("%+v from %d on: got %v, want %v", filter, offset, got, want)
	}
}
