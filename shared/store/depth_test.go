package store_test

import (
	"context"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/cursor"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// crowd is a database in which every list is long: one user has all others as
// followers, follows all of them, and wrote all posts and all comments on one of
// the posts. One of the comments has as many replies. All users like the post, and
// one user has bookmarked all posts and has a notification of each. Another one has
// blocked all others, and one has muted them. Each post is reported, and in the log.
type crowd struct {
	db                                            *pgxpool.Pool
	statements                                    *statements
	famous, viewer, blocker, muter, post, comment int64
}

// lists maps the methods of this package that return pages to calls of them.
var lists = map[string]func(context.Context, crowd, store.Page) (cursor.Position, error){
	"Users.List": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Users{DB: c.db}.List(ctx, c.viewer, p)
		return rows.Next, err
	},
	"Users.Search": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Users{DB: c.db}.Search(ctx, c.viewer, "crowd", p)
		return rows.Next, err
	},
	"Follows.Followers": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Follows{DB: c.db}.Followers(ctx, c.famous, c.viewer, p)
		return rows.Next, err
	},
	"Follows.Following": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Follows{DB: c.db}.Following(ctx, c.famous, c.viewer, p)
		return rows.Next, err
	},
	"Posts.ListByAuthor": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Posts{DB: c.db}.ListByAuthor(ctx, c.famous, c.famous, p)
		return rows.Next, err
	},
	"Comments.List": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Comments{DB: c.db}.List(ctx, c.post, c.famous, p)
		return rows.Next, err
	},
	"Comments.Replies": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Comments{DB: c.db}.Replies(ctx, c.post, c.comment, c.viewer, p)
		return rows.Next, err
	},
	"Reactions.Likers": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Reactions{DB: c.db}.Likers(ctx, c.post, c.viewer, p)
		return rows.Next, err
	},
	"Reactions.Bookmarks": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Reactions{DB: c.db}.Bookmarks(ctx, c.viewer, p)
		return rows.Next, err
	},
	"Moderation.List": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Moderation{DB: c.db}.List(ctx, c.viewer, true, p)
		return rows.Next, err
	},
	"Moderation.Log": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Moderation{DB: c.db}.Log(ctx, p)
		return rows.Next, err
	},
	"Notifications.List": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Notifications{DB: c.db}.List(ctx, c.viewer, social.NotificationKinds(), p)
		return rows.Next, err
	},
	"Notifications.Since": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Notifications{DB: c.db}.Since(ctx, c.viewer, nil, p)
		return rows.Next, err
	},
	"Blocks.List": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Blocks{DB: c.db}.List(ctx, c.blocker, p)
		return rows.Next, err
	},
	"Mutes.List": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Mutes{DB: c.db}.List(ctx, c.muter, p)
		return rows.Next, err
	},
	"Feed.List": func(ctx context.Context, c crowd, p store.Page) (cursor.Position, error) {
		rows, err := store.Feed{DB: c.db}.List(ctx, c.viewer, social.FeedFilter{}, p)
		return rows.Next, err
	},
}

// TestEveryListCostsTheSameAtAnyDepth compares the buffers that PostgreSQL
// touches for the first page of each list and for a page far from it.
func TestEveryListCostsTheSameAtAnyDepth(t *testing.T) {
	t.Parallel()
	if got, want := slices.Sorted(maps.Keys(lists)), pagedMethods(t); !slices.Equal(got, want) {
		t.Errorf("the methods with a Page are %v, tested are %v", want, got)
	}
	depth := figure.Size(5_000, 100_000)
	c := newCrowd(t, depth+100)
	costlier := 0
	for name, list := range lists {
		page := store.Page{Limit: 20}
		first := c.buffers(t, name, list, page)
		for walked := 0; walked < depth; {
			step := store.Page{Limit: min(100, depth-walked), After: page.After}
			next, err := list(t.Context(), c, step)
			if err == nil && next.IsFirst() && name == "Users.Search" {
				break // a search returns a limited number of names
			}
			if err != nil || next.IsFirst() {
				t.Fatalf("%s ends after %d rows: %v", name, walked, err)
			}
			page.After = next
			walked += step.Limit
		}
		deep := c.buffers(t, name, list, page)
		t.Logf("%s: %d buffers for the first page, %d at depth %d", name, first, deep, depth)
		if deep > first+first/2+40 {
			costlier++
			t.Errorf("%s: %d buffers for the first page, %d at depth %d", name, first, deep, depth)
		}
	}
	figure.Report(t, "pages of lists at a depth of 100,000 (in short: 5,000): more buffers than the first", len(lists), costlier)
}

func newCrowd(t *testing.T, size int) crowd {
	t.Helper()
	config := testdb.New(t).Config()
	c := crowd{statements: &statements{}}
	config.ConnConfig.Tracer = c.statements
	var err error
	if c.db, err = pgxpool.NewWithConfig(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.db.Close)
	famous, viewer := factory.User(t, c.db, social.Member), factory.User(t, c.db, social.Member)
	factory.Follow(t, c.db, viewer, famous)
	c.famous, c.viewer, c.post = famous.ID, viewer.ID, factory.Post(t, c.db, famous).ID
	c.comment = factory.Comment(t, c.db, social.Post{ID: c.post}, famous).ID
	const at = `now() - interval '1 day' - interval '1 second' * (n / 3)`
	for _, sql := range []string{
		`WITH people AS (
			INSERT INTO users (username, email, password_hash, is_active, activated_at, created_at)
			SELECT 'crowd_' || n, 'crowd_' || n || '@example.com', repeat('x', 60), true, now(), ` + at + `
			FROM generate_series(1, $3::int) n WHERE $2::bigint > 0
			RETURNING id, created_at
		)
		INSERT INTO follows (follower_id, followee_id, created_at)
		SELECT id, $1::bigint, created_at FROM people UNION ALL SELECT $1, id, created_at FROM people`,
		`INSERT INTO comments (post_id, user_id, content, created_at)
		SELECT $2::bigint, $1::bigint, 'content', ` + at + ` FROM generate_series(1, $3::int) n`,
		`INSERT INTO comments (post_id, user_id, content, created_at, parent_id)
		SELECT $2::bigint, $1::bigint, 'content', ` + at + `, (SELECT min(id) FROM comments) FROM generate_series(1, $3::int) n`,
		`INSERT INTO post_likes (user_id, post_id, created_at)
		SELECT id, $2::bigint, created_at FROM users WHERE username LIKE 'crowd_%' AND $1::bigint > 0 AND $3::int > 0`,
	} {
		testdb.Exec(t, c.db, sql, c.famous, c.post, size)
	}
	const batch = 5000 // posts per transaction: the database limits its duration
	for from := 1; from <= size; from += batch {
		testdb.Exec(t, c.db, `
			INSERT INTO posts (user_id, title, content, created_at)
			SELECT $1::bigint, 'title', 'content', `+at+` FROM generate_series($2::int, $3::int) n`,
			c.famous, from, min(size, from+batch-1))
	}
	testdb.Exec(t, c.db, `INSERT INTO bookmarks (user_id, post_id, created_at) SELECT $1, id, created_at FROM posts`, c.viewer)
	// One notification of each post, and after them a group of as many likes of one comment.
	testdb.Exec(t, c.db, `
		INSERT INTO notifications (id, user_id, actor_id, kind, post_id, comment_id, created_at, is_head)
		SELECT nextval('posts_id_seq'), $1::bigint, user_id, 'mention', id, 0, created_at, true FROM posts
		UNION ALL
		SELECT nextval('posts_id_seq'), $1, u.id, 'like_comment', $2::bigint, $3::bigint, u.created_at + interval '2 days', row_number() OVER (ORDER BY u.created_at DESC, u.id DESC) = 1
		FROM users u WHERE u.username LIKE 'crowd_%'`, c.viewer, c.post, c.comment)
	for _, sql := range []string{
		`INSERT INTO cases (id, kind, subject_id, author_id, created_at, reports_count, reasons)
		SELECT id, 'post', id, user_id, created_at, 1, '{"spam": 1}' FROM posts`,
		`INSERT INTO reports (id, case_id, kind, subject_id, reporter_id, reason, text, created_at)
		SELECT id, id, kind, subject_id, $1, 'spam', '', created_at FROM cases`,
		`INSERT INTO moderation_log (action, kind, subject_id, user_id, note, created_at)
		SELECT 'dismiss', 'post', id, user_id, 'note', created_at FROM posts`,
	} {
		args := []any{c.viewer}[:strings.Count(sql, "$1")]
		testdb.Exec(t, c.db, sql, args...)
	}
	c.blocker, c.muter = factory.User(t, c.db, social.Member).ID, factory.User(t, c.db, social.Member).ID
	for sql, user := range map[string]int64{
		`INSERT INTO blocks (blocker_id, blocked_id, created_at) SELECT $1, id, created_at FROM users WHERE username LIKE 'crowd_%'`: c.blocker,
		`INSERT INTO mutes (muter_id, muted_id, created_at) SELECT $1, id, created_at FROM users WHERE username LIKE 'crowd_%'`:      c.muter,
	} {
		testdb.Exec(t, c.db, sql, user)
	}
	testdb.Exec(t, testdb.Owner(t, c.db), `VACUUM ANALYZE`)
	return c
}

// plans reads a page twice and returns the plans of the second time.
func (c crowd) plans(
	t *testing.T, name string, list func(context.Context, crowd, store.Page) (cursor.Position, error), p store.Page,
) (plans []plan) {
	t.Helper()
	c.statements.take()
	if _, err := list(t.Context(), c, p); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	for _, s := range c.statements.take() {
		plan := explain(t, c.db, s.SQL, s.Args...)
		if plan.Rows == 0 {
			t.Fatalf("%s: no rows of %s", name, s.SQL)
		}
		plans = append(plans, plan)
	}
	return plans
}

// buffers reads a page twice and returns how many buffers the second read
// touches.
func (c crowd) buffers(
	t *testing.T, name string, list func(context.Context, crowd, store.Page) (cursor.Position, error), p store.Page,
) (touched int) {
	t.Helper()
	for _, plan := range c.plans(t, name, list, p) {
		touched += plan.buffers()
	}
	return touched
}

// statements records the statements of a pool.
type statements struct {
	mutex sync.Mutex
	all   []pgx.TraceQueryStartData
}

func (s *statements) TraceQueryStart(ctx context.Context, _ *pgx.Conn, data pgx.TraceQueryStartData) context.Context {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	s.all = append(s.all, data)
	return ctx
}

func (*statements) TraceQueryEnd(context.Context, *pgx.Conn, pgx.TraceQueryEndData) {}

func (s *statements) take() []pgx.TraceQueryStartData {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	taken := s.all
	s.all = nil
	return taken
}

// pagedMethods returns the methods of this package that take a Page.
func pagedMethods(t *testing.T) (names []string) {
	t.Helper()
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range file.Decls {
			method, ok := declaration.(*ast.FuncDecl)
			if !ok || method.Recv == nil || !method.Name.IsExported() {
				continue
			}
			for _, parameter := range method.Type.Params.List {
				if is, ok := parameter.Type.(*ast.Ident); ok && is.Name == "Page" {
					names = append(names, method.Recv.List[0].Type.(*ast.Ident).Name+"."+method.Name.Name)
				}
			}
		}
	}
	slices.Sort(names)
	return names
}
