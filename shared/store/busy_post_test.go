package store_test

import (
	"crypto/sha256"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// busyPost is a post with more comments, likes and bookmarks than one step of its
// deletion deletes, and the users involved.
type busyPost struct {
	db                                *pgxpool.Pool
	author, critic, fan, other, admin social.Actor
	post                              social.Post
	comment                           social.Comment // of the critic; the fan likes it
	key                               *store.Idempotency
}

func newBusyPost(t *testing.T, comments int) busyPost {
	t.Helper()
	db := testdb.New(t)
	user := func(level social.Level) social.Actor { return factory.User(t, db, level) }
	b := busyPost{
		db: db, author: user(social.Member), critic: user(social.Member), fan: user(social.Member), other: user(social.Member),
		admin: user(social.Admin),
	}
	factory.Follow(t, db, b.fan, b.author)
	b.key = &store.Idempotency{UserID: b.author.ID, Key: "key", Request: sha256.Sum256(nil)}
	var err error
	if b.post, err = b.create(t); err != nil {
		t.Fatal(err)
	}
	const text = "text of @"
	if b.comment, _, err = (store.Comments{DB: db}).Create(t.Context(), b.post.ID, b.critic.ID, social.CommentDraft{Content: text + b.fan.Username}, nil); err != nil {
		t.Fatal(err)
	}
	for _, r := range []store.Reaction{store.PostLike, store.Bookmark} {
		if _, err := (store.Reactions{DB: db}).Add(t.Context(), r, b.fan.ID, b.post.ID, b.post.ID); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := (store.Reactions{DB: db}).Add(t.Context(), store.CommentLike, b.fan.ID, b.post.ID, b.comment.ID); err != nil {
		t.Fatal(err)
	}
	for kind, subject := range map[string]int64{"post": b.post.ID, "comment": b.comment.ID} {
		draft := social.ReportDraft{Reason: "spam", PostID: &subject}
		if kind == "comment" {
			draft.PostID, draft.CommentID = nil, &subject
		}
		if _, _, err := (store.Moderation{DB: db}).Report(t.Context(), b.other.ID, draft); err != nil {
			t.Fatal(err)
		}
	}
	for _, sql := range []string{
		`INSERT INTO users (username, email, password_hash, is_active, activated_at)
		SELECT 'crowd_' || n, 'crowd_' || n || '@example.com', repeat('x', 60), true, now() FROM generate_series(1, 2500) n`,
		`INSERT INTO comments (post_id, user_id, content, parent_id, created_at)
		SELECT @post::bigint, @author::bigint, 'content', CASE WHEN n % 2 = 0 THEN (SELECT min(id) FROM comments) END, now() + interval '1 microsecond' * n
		FROM generate_series(1, @comments::int) n`,
		`INSERT INTO comment_likes (comment_id, user_id)
		SELECT c.id, u.id FROM (SELECT max(id) AS id FROM comments WHERE post_id = @post) c, users u WHERE u.username LIKE 'crowd_%'`,
		`INSERT INTO post_likes (post_id, user_id) SELECT @post, id FROM users WHERE username LIKE 'crowd_%'`,
		`INSERT INTO bookmarks (post_id, user_id) SELECT @post, id FROM users WHERE username LIKE 'crowd_%'`,
		`INSERT INTO notifications (id, user_id, actor_id, kind, post_id, created_at, is_head)
		SELECT nextval('posts_id_seq'), @author, id, 'like_post', @post, now(), false FROM users WHERE username LIKE 'crowd_%'`,
	} {
		testdb.Exec(t, db, sql, pgx.NamedArgs{"post": b.post.ID, "author": b.author.ID, "comments": comments})
	}
	return b
}

// create creates the post, always with the same key.
func (b busyPost) create(t *testing.T) (social.Post, error) {
	t.Helper()
	post, _, err := store.Posts{DB: b.db}.Create(t.Context(), b.author.ID, social.PostDraft{Title: "busy", Content: "@" + b.fan.Username}, b.key)
	return post, err
}

func (b busyPost) count(t *testing.T, sql string, args ...any) (n int) {
	t.Helper()
	if err := b.db.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
