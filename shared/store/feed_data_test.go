package store_test

import (
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/test/testdb"
)

// network is a random network. Its loud authors wrote all of the newest posts,
// more than the feed's probe reads, and its quiet authors wrote all others.
type network struct {
	db     *pgxpool.Pool
	random *rand.Rand
	loud   []int64
	quiet  []int64
}

const (
	louds, quiets, silents = 60, 560, 1500
	loudPosts, quietPosts  = 4500, 1500
	// About ten posts share each second.
	loudFrom   = quietPosts / 10
	lastSecond = (quietPosts + loudPosts) / 10
)

var began = time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)

func newNetwork(t *testing.T, random *rand.Rand) network {
	t.Helper()
	n := network{db: testdb.New(t), random: random}
	n.loud, n.quiet = n.users(t, "loud", louds), n.users(t, "quiet", quiets)
	var posts [][]any
	for range quietPosts {
		posts = append(posts, n.post(n.quiet, 0, loudFrom))
	}
	for range loudPosts {
		posts = append(posts, n.post(n.loud, loudFrom, lastSecond))
	}
	n.copy(t, "posts", []string{"user_id", "title", "content", "tags", "created_at"}, posts)
	var comments [][]any
	for range 1000 {
		comments = append(comments, []any{1 + random.Int64N(int64(len(posts))), n.loud[0], "c"})
	}
	n.copy(t, "comments", []string{"post_id", "user_id", "content"}, comments)
	return n
}

// users creates users and returns their ids.
func (n network) users(t *testing.T, name string, count int) []int64 {
	t.Helper()
	rows, err := n.db.Query(t.Context(), `
		INSERT INTO users (username, email, password_hash, is_active)
		SELECT $1 || '_' || i, $1 || i || '@example.com', repeat('x', 60), true FROM generate_series(1, $2) i
		RETURNING id`, name, count)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// post returns a post of one of the authors, written in one of these seconds.
func (n network) post(authors []int64, from, to int) []any {
	words := []string{"plain", "100% sure", "snake_case", `back\slash`, "ÜBER", "straße", "plain"}
	tags := []string{}
	if n.random.IntN(2) == 0 {
		tags = append(tags, "common")
	}
	if n.random.IntN(40) == 0 {
		tags = append(tags, "rare")
	}
	at := began.Add(time.Duration(from+n.random.IntN(to-from)) * time.Second)
	return []any{authors[n.random.IntN(len(authors))], words[n.random.IntN(len(words))], words[n.random.IntN(len(words))], tags, at}
}

// viewer creates a user who follows the given number of the authors, and wrote one of the
// oldest posts and one of the newest.
func (n network) viewer(t *testing.T, authors []int64, follows int) int64 {
	t.Helper()
	viewer := n.users(t, fmt.Sprintf("viewer_%d", n.random.Int32()), 1)[0]
	var rows [][]any
	for _, i := range n.random.Perm(len(authors))[:follows] {
		rows = append(rows, []any{viewer, authors[i]})
	}
	n.copy(t, "follows", []string{"follower_id", "followee_id"}, rows)
	n.copy(t, "posts", []string{"user_id", "title", "content", "tags", "created_at"}, [][]any{
		n.post([]int64{viewer}, 0, 1), n.post([]int64{viewer}, lastSecond-1, lastSecond),
	})
	return viewer
}

func (n network) copy(t *testing.T, table string, columns []string, rows [][]any) {
	t.Helper()
	if _, err := n.db.CopyFrom(t.Context(), pgx.Identifier{table}, columns, pgx.CopyFromRows(rows)); err != nil {
		t.Fatal(err)
	}
}
