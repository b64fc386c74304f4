// Package walk reads lists page by page to their end while rows are added and
// removed.
package walk_test

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/infra/torture/api"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

// list is a list of the API. In its target and its SQL, VIEWER is the reader, FAMOUS
// another user, and POST a post of that user. Its rows are numbered n in the order
// in which they are added.
type list struct {
	target string
	add    string // adds rows numbered from $1 to $2, with groups of seven equal times; returns their ids
	remove string // removes the row with the id $1
}

const (
	at      = `now() - interval '1 minute' * (100000 - n / 7)`
	numbers = `generate_series($1::int, $2::int) n`
	people  = `INSERT INTO users (username, email, password_hash, is_active, activated_at, created_at)
		SELECT 'walker_' || n, 'walker_' || n || '@example.com', repeat('x', 60), true, now(), ` + at + ` FROM ` + numbers + ` RETURNING id`
	posts = `INSERT INTO posts (user_id, title, content, tags, created_at)
		SELECT FAMOUS, 'title ' || n, 'content', '{go}', ` + at + ` FROM ` + numbers + ` RETURNING id`
)

var lists = []list{
	{"/v1/users?limit=11", people, `UPDATE users SET is_active = false WHERE id = $1`},
	{
		"/v1/users/FAMOUS/followers?limit=11",
		`WITH p AS (` + people + `, created_at) INSERT INTO follows SELECT id, FAMOUS, created_at FROM p RETURNING follower_id`,
		`DELETE FROM follows WHERE follower_id = $1 AND followee_id = FAMOUS`,
	},
	{
		"/v1/users/FAMOUS/following?limit=11",
		`WITH p AS (` + people + `, created_at) INSERT INTO follows SELECT FAMOUS, id, created_at FROM p RETURNING followee_id`,
		`DELETE FROM follows WHERE followee_id = $1 AND follower_id = FAMOUS`,
	},
	{"/v1/users/FAMOUS/posts?limit=11", posts, `DELETE FROM posts WHERE id = $1`},
	{"/v1/users/feed?limit=11", posts, `DELETE FROM posts WHERE id = $1`},
	{"/v1/users/feed?limit=11&sort=asc", posts, `DELETE FROM posts WHERE id = $1`},
	{"/v1/users/feed?limit=11&tags=go", posts, `DELETE FROM posts WHERE id = $1`},
	{"/v1/users/feed?limit=11&search=title", posts, `DELETE FROM posts WHERE id = $1`},
	{
		"/v1/posts/POST/comments?limit=11",
		`INSERT INTO comments (post_id, user_id, content, created_at) SELECT POST, FAMOUS, 'c', ` + at + ` FROM ` + numbers + ` RETURNING id`,
		`DELETE FROM comments WHERE id = $1`,
	},
}

func TestMain(m *testing.M) {
	apitest.CaptureLog()
	os.Exit(m.Run())
}

func TestWalksWhileRowsComeAndGo(t *testing.T) {
	t.Parallel()
	rows := figure.Size(120, 2_000)
	var met, repeated, missed atomic.Int64
	t.Run("lists", func(t *testing.T) {
		for _, l := range lists {
			t.Run(l.target, func(t *testing.T) {
				t.Parallel()
				m, r, x := l.walk(t, rows)
				met.Add(int64(m))
				repeated.Add(int64(r))
				missed.Add(int64(x))
			})
		}
	})
	figure.Report(t, "rows of lists walked while rows come and go: met twice", int(met.Load()), int(repeated.Load()))
	figure.Report(t, "rows of lists walked while rows come and go: missed", int(met.Load()), int(missed.Load()))
}

// walk walks one list. During the walk, a third of the rows are removed and
// replaced.
func (l list) walk(t *testing.T, rows int) (met, repeated, missed int) {
	a := api.New(t)
	viewer, famous := factory.User(t, a.DB, social.Member), factory.User(t, a.DB, social.Member)
	factory.Follow(t, a.DB, viewer, famous)
	post := factory.Post(t, a.DB, famous)
	fill := strings.NewReplacer("VIEWER", fmt.Sprint(viewer.ID), "FAMOUS", fmt.Sprint(famous.ID), "POST", fmt.Sprint(post.ID)).Replace
	added, err := a.DB.Query(t.Context(), fill(l.add), 1, rows)
	if err != nil {
		t.Fatal(err)
	}
	present, err := pgx.CollectRows(added, pgx.RowTo[int64])
	if err != nil {
		t.Fatal(err)
	}
	var doomed []int64
	kept := slices.DeleteFunc(slices.Clone(present), func(id int64) bool {
		gone := slices.Index(present, id)%3 == 0
		if gone {
			doomed = append(doomed, id)
		}
		return gone
	})
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	var churning sync.WaitGroup
	churning.Go(func() {
		for i, id := range doomed {
			_, err := a.DB.Exec(ctx, fill(l.remove), id)
			if err == nil {
				_, err = a.DB.Exec(ctx, fill(l.add), rows+i+1, rows+i+1)
			}
			if err != nil && ctx.Err() == nil {
				t.Error(err)
			}
		}
	})
	seen := map[int64]int{}
	client := apitest.Client{Handler: a, Token: apitest.Token(t, viewer.ID)}
	for _, id := range apitest.Walk(t, client, fill(l.target), func() {}) {
		seen[id]++
		if seen[id] == 2 {
			repeated++
			t.Errorf("row %d was returned twice", id)
		}
	}
	churning.Wait()
	for _, id := range kept {
		if seen[id] == 0 {
			missed++
			t.Errorf("row %d was missed", id)
		}
	}
	return len(seen), repeated, missed
}
