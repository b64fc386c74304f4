package store_test

import (
	"context"
	"slices"
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

// hiding is a database in which almost all rows of every list are hidden from the viewer:
// a crowd has commented on, replied to and liked a post, and follows its author, who
// follows the crowd. The viewer has bookmarked a post of each and muted each, and almost
// all of them have blocked the viewer. Some users of each list can be seen, among them
// those at the end of what one page looks through. The blocker has blocked as many users,
// who are inactive. Almost all posts of the author were taken down.
type hiding struct {
	crowd
	author, viewer, blocker social.Actor
	post                    social.Post
	comment                 social.Comment
}

// hiddenList is a list, and the SQL of the ids that the viewer sees in it, in order.
type hiddenList struct {
	read func(ctx context.Context, h hiding, viewer int64, p store.Page) ([]int64, cursor.Position, error)
	want string
}

const seen = `(SELECT * FROM users WHERE username LIKE 'seen%') u`

var hiddenLists = map[string]hiddenList{
	"Users.List": {func(ctx context.Context, h hiding, viewer int64, p store.Page) ([]int64, cursor.Position, error) {
		return userIDs(store.Users{DB: h.db}.List(ctx, viewer, p))
	}, `SELECT id FROM users WHERE username NOT LIKE 'crowd%' AND is_active AND id <> $1 ORDER BY created_at DESC, id DESC`},
	"Follows.Followers": {func(ctx context.Context, h hiding, viewer int64, p store.Page) ([]int64, cursor.Position, error) {
		return userIDs(store.Follows{DB: h.db}.Followers(ctx, h.author.ID, viewer, p))
	}, `SELECT u.id FROM ` + seen + ` WHERE $1 > 0 ORDER BY u.created_at DESC`},
	"Follows.Following": {func(ctx context.Context, h hiding, viewer int64, p store.Page) ([]int64, cursor.Position, error) {
		return userIDs(store.Follows{DB: h.db}.Following(ctx, h.author.ID, viewer, p))
	}, `SELECT u.id FROM ` + seen + ` WHERE $1 > 0 ORDER BY u.created_at DESC`},
	"Reactions.Likers": {func(ctx context.Context, h hiding, viewer int64, p store.Page) ([]int64, cursor.Position, error) {
		return userIDs(store.Reactions{DB: h.db}.Likers(ctx, h.post.ID, viewer, p))
	}, `SELECT u.id FROM ` + seen + ` WHERE $1 > 0 ORDER BY u.created_at DESC`},
	"Mutes.List": {func(ctx context.Context, h hiding, viewer int64, p store.Page) ([]int64, cursor.Position, error) {
		return userIDs(store.Mutes{DB: h.db}.List(ctx, viewer, p))
	}, `SELECT u.id FROM ` + seen + ` WHERE $1 > 0 ORDER BY u.created_at DESC`},
	"Blocks.List": {func(ctx context.Context, h hiding, _ int64, p store.Page) ([]int64, cursor.Position, error) {
		return userIDs(store.Blocks{DB: h.db}.List(ctx, h.blocker.ID, p))
	}, `SELECT u.id FROM ` + seen + ` WHERE $1 > 0 ORDER BY u.created_at DESC`},
	"Reactions.Bookmarks": {func(ctx context.Context, h hiding, viewer int64, p store.Page) ([]int64, cursor.Position, error) {
		return postIDs(store.Reactions{DB: h.db}.Bookmarks(ctx, viewer, p))
	}, `SELECT p.id FROM ` + seen + ` JOIN posts p ON p.user_id = u.id WHERE $1 > 0 ORDER BY u.created_at DESC`},
	"Posts.ListByAuthor": {func(ctx context.Context, h hiding, viewer int64, p store.Page) ([]int64, cursor.Position, error) {
		return postIDs(store.Posts{DB: h.db}.ListByAuthor(ctx, h.author.ID, viewer, p))
	}, `SELECT p.id FROM posts p JOIN users u ON u.id = p.user_id WHERE u.username LIKE 'user%' AND p.taken_down_at IS NULL AND $1 > 0
		ORDER BY p.created_at DESC, p.id DESC`},
	"Comments.List": {func(ctx context.Context, h hiding, viewer int64, p store.Page) ([]int64, cursor.Position, error) {
		return commentIDs(store.Comments{DB: h.db}.List(ctx, h.post.ID, viewer, p))
	}, `SELECT c.id FROM comments c JOIN users u ON u.id = c.user_id WHERE u.username NOT LIKE 'crowd%' AND c.parent_id IS NULL AND $1 > 0
		ORDER BY c.created_at DESC, c.id DESC`},
	"Comments.Replies": {func(ctx context.Context, h hiding, viewer int64, p store.Page) ([]int64, cursor.Position, error) {
		return commentIDs(store.Comments{DB: h.db}.Replies(ctx, h.post.ID, h.comment.ID, viewer, p))
	}, `SELECT c.id FROM comments c JOIN users u ON u.id = c.user_id WHERE u.username LIKE 'seen%' AND c.parent_id IS NOT NULL AND $1 > 0
		ORDER BY c.created_at, c.id`},
}

func userIDs(rows store.Rows[social.User], err error) ([]int64, cursor.Position, error) {
	return idsOfRows(rows, err, func(u social.User) int64 { return u.ID })
}

func postIDs(rows store.Rows[social.Post], err error) ([]int64, cursor.Position, error) {
	return idsOfRows(rows, err, func(p social.Post) int64 { return p.ID })
}

func commentIDs(rows store.Rows[social.Comment], err error) ([]int64, cursor.Position, error) {
	return idsOfRows(rows, err, func(c social.Comment) int64 { return c.ID })
}

func idsOfRows[T any](rows store.Rows[T], err error, id func(T) int64) (ids []int64, next cursor.Position, failed error) {
	for _, row := range rows.Rows {
		ids = append(ids, id(row))
	}
	return ids, rows.Next, err
}

// TestEveryListPassesOverABoundedNumberOfHiddenRows bounds the rows of the list, and of
// any other table, that PostgreSQL reads for the first page, and the buffers that it
// touches. Then it walks the list and meets every visible row once.
func TestEveryListPassesOverABoundedNumberOfHiddenRows(t *testing.T) {
	t.Parallel()
	const looked, each = 5_000, 16 // rows that a page looks through, and buffers for each
	size := figure.Size(20_000, 100_000)
	h := newHiding(t, size)
	costlier := 0
	for name, list := range hiddenLists {
		rows, longest, buffers := 0, 0, 0
		for _, plan := range h.plans(t, name, func(ctx context.Context, _ crowd, p store.Page) (cursor.Position, error) {
			_, next, err := list.read(ctx, h, h.viewer.ID, p)
			return next, err
		}, store.Page{Limit: 20}) {
			rows, longest, buffers = rows+plan.numbered(), max(longest, plan.longest()), buffers+plan.buffers()
		}
		t.Logf("%s: %d rows of an index, %d of another, %d buffers", name, rows, longest, buffers)
		if rows < looked || rows > looked+1 || longest > looked+1 || buffers > 1_000+looked*each {
			costlier++
			t.Errorf("%s: %d rows of an index, want %d, %d of another, and %d buffers", name, rows, looked, longest, buffers)
		}
		want, err := pgx.CollectRows(selected(t, h.db, list.want, h.viewer.ID), pgx.RowTo[int64])
		if err != nil || len(want) < 5 {
			t.Fatalf("%s: want %v, %v", name, want, err)
		}
		if got := h.walk(t, list, store.Page{Limit: 3}); !slices.Equal(got, want) {
			t.Errorf("%s: the walk met %v, want %v", name, got, want)
		}
		if name == "Users.List" {
			const skipped = 7 // more than the first page finds
			if got := h.walk(t, list, store.Page{Limit: 3, Offset: skipped}); !slices.Equal(got, want[skipped:]) {
				t.Errorf("%s: the walk with an offset met %v, want %v", name, got, want[skipped:])
			}
		}
	}
	figure.Report(t, "lists with 100,000 hidden rows (in short: 20,000): a page looks through more than its bound", len(hiddenLists), costlier)
}

// walk returns the ids of this page and all pages after it.
func (h hiding) walk(t *testing.T, list hiddenList, page store.Page) (met []int64) {
	t.Helper()
	for {
		ids, next, err := list.read(t.Context(), h, h.viewer.ID, page)
		if err != nil {
			t.Fatal(err)
		}
		met = append(met, ids...)
		if next.IsFirst() {
			return met
		}
		page = store.Page{Limit: page.Limit, After: next}
	}
}

func newHiding(t *testing.T, size int) hiding {
	t.Helper()
	config := testdb.New(t).Config()
	h := hiding{crowd: crowd{statements: &statements{}}}
	config.ConnConfig.Tracer = h.statements
	var err error
	if h.db, err = pgxpool.NewWithConfig(t.Context(), config); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(h.db.Close)
	h.author, h.viewer = factory.User(t, h.db, social.Member), factory.User(t, h.db, social.Member)
	h.blocker = factory.User(t, h.db, social.Member)
	other := factory.User(t, h.db, social.Member) // who has muted and bookmarked the same
	h.post = factory.Post(t, h.db, h.author)
	h.comment = factory.Comment(t, h.db, h.post, h.author)
	args := pgx.NamedArgs{
		"author": h.author.ID, "viewer": h.viewer.ID, "other": other.ID, "blocker": h.blocker.ID, "post": h.post.ID, "comment": h.comment.ID,
		"size": size, "seen": []int{1, 2, 4_999, 5_000, 5_001, 7_500, 10_000, size - 1, size},
	}
	const people = `(SELECT * FROM users WHERE username ~ '^(crowd|seen)') u`
	for _, sql := range []string{
		`INSERT INTO users (username, email, password_hash, is_active, activated_at, created_at)
		SELECT kind || '_' || n, kind || '_' || n || '@example.com', repeat('x', 60), true, now(), now() - interval '1 hour' - interval '1 second' * n
		FROM (SELECT n, CASE WHEN n = ANY (@seen::int[]) THEN 'seen' ELSE 'crowd' END AS kind FROM generate_series(1, @size::int) n) people`,
		`INSERT INTO users (username, email, password_hash, is_active)
		SELECT 'ghost_' || n, 'ghost_' || n || '@example.com', repeat('x', 60), false FROM generate_series(1, @size::int) n`,
		`INSERT INTO follows (follower_id, followee_id, created_at)
		SELECT u.id, @author::bigint, u.created_at FROM ` + people + ` UNION ALL SELECT @author, u.id, u.created_at FROM ` + people,
		`INSERT INTO comments (post_id, user_id, content, created_at) SELECT @post, u.id, 'content', u.created_at FROM ` + people,
		`INSERT INTO comments (post_id, user_id, content, created_at, parent_id)
		SELECT @post, u.id, 'content', now() + (now() - u.created_at), @comment FROM ` + people,
		`INSERT INTO post_likes (user_id, post_id, created_at) SELECT u.id, @post, u.created_at FROM ` + people,
		`INSERT INTO mutes (muter_id, muted_id, created_at) SELECT v, u.id, u.created_at FROM unnest(ARRAY[@viewer, @other]::bigint[]) v, ` + people,
		`INSERT INTO blocks (blocker_id, blocked_id) SELECT u.id, @viewer FROM users u WHERE u.username LIKE 'crowd%'`,
		`INSERT INTO blocks (blocker_id, blocked_id, created_at)
		SELECT @blocker, u.id, CASE WHEN u.is_active THEN u.created_at ELSE now() END FROM users u WHERE u.username ~ '^(ghost|seen)'`,
	} {
		testdb.Exec(t, h.db, sql, args)
	}
	const batch = 5000 // posts per transaction: the database limits its duration
	for args["from"] = 1; args["from"].(int) <= size; args["from"] = args["from"].(int) + batch {
		args["to"] = min(size, args["from"].(int)+batch-1)
		for _, sql := range []string{
			`INSERT INTO posts (user_id, title, content, created_at) SELECT u.id, 'title', 'content', u.created_at FROM ` + people + `
			WHERE regexp_replace(u.username::text, '\D', '', 'g')::int BETWEEN @from AND @to`,
			`INSERT INTO posts (user_id, title, content, created_at, taken_down_at)
			SELECT @author, 'title', 'content', now() - interval '1 second' * n, CASE WHEN n <> ALL (@seen::int[]) THEN now() END
			FROM generate_series(@from::int, @to::int) n`,
		} {
			testdb.Exec(t, h.db, sql, args)
		}
	}
	owner := testdb.Owner(t, h.db)
	for _, sql := range []string{
		`INSERT INTO bookmarks (user_id, post_id, created_at)
		SELECT v, p.id, p.created_at FROM posts p JOIN ` + people + ` ON u.id = p.user_id, unnest(ARRAY[@viewer, @other]::bigint[]) v`,
		`VACUUM ANALYZE`,
	} {
		testdb.Exec(t, owner, sql, args)
	}
	return h
}
