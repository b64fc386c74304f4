package store_test

import (
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// countDeleted makes the database note in deleted_rows how many rows are deleted from the
// tables at once, whatever deletes them: a statement, a trigger or a foreign key.
func countDeleted(t testing.TB, db *pgxpool.Pool, tables ...string) {
	t.Helper()
	sql := `
		CREATE TABLE deleted_rows (transaction bigint, n bigint);
		GRANT SELECT ON deleted_rows TO app;
		CREATE FUNCTION count_deleted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER AS '
			BEGIN
				INSERT INTO deleted_rows SELECT txid_current(), count(*) FROM changed HAVING count(*) > 0;
				RETURN NULL;
			END';`
	for _, table := range tables {
		sql += strings.ReplaceAll(`
			CREATE TRIGGER count_deleted AFTER DELETE ON {table} REFERENCING OLD TABLE AS changed
			FOR EACH STATEMENT EXECUTE FUNCTION count_deleted();`, "{table}", table)
	}
	testdb.Exec(t, testdb.Owner(t, db), sql)
}

// gather makes n users whose names begin with crowd.
func gather(t testing.TB, db *pgxpool.Pool, n int) {
	t.Helper()
	testdb.Exec(t, db, `
		INSERT INTO users (username, email, password_hash, is_active, activated_at)
		SELECT 'crowd_' || i, 'crowd_' || i || '@example.com', $1, true, now() FROM generate_series(1, $2::int) i`, hash, n)
}

// What others left on a post or a comment is deleted with it, and may be any number of
// rows.
func TestAnErasureDeletesABoundedNumberOfRowsInEachTransaction(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	users := store.Users{DB: db}
	user, other := factory.User(t, db, social.Member), factory.User(t, db, social.Member)
	const rows = 2500
	gather(t, db, rows)
	post, theirs := factory.Post(t, db, user), factory.Post(t, db, other)
	ownComment, replied := factory.Comment(t, db, theirs, user), factory.Comment(t, db, theirs, user)
	commentOn := factory.Comment(t, db, post, other)
	removed := factory.Comment(t, db, post, other) // a placeholder, with a reply
	args := pgx.NamedArgs{
		"post": post.ID, "other": other.ID, "removed": removed.ID,
		"comments": []int64{ownComment.ID, replied.ID, commentOn.ID, removed.ID}, "replied": []int64{replied.ID, removed.ID},
	}
	const audience = `(SELECT id FROM users WHERE username LIKE 'crowd%') u`
	for _, sql := range []string{
		`INSERT INTO comments (post_id, user_id, parent_id, content) SELECT post_id, user_id, id, 'a reply' FROM comments WHERE id = ANY (@replied)`,
		`INSERT INTO comments (post_id, user_id, content) SELECT @post, u.id, 'on it' FROM ` + audience,
		`INSERT INTO post_likes (user_id, post_id) SELECT u.id, @post FROM ` + audience,
		`INSERT INTO bookmarks (user_id, post_id) SELECT u.id, @post FROM ` + audience,
		`INSERT INTO comment_likes (user_id, comment_id) SELECT u.id, c FROM unnest(@comments::bigint[]) c, ` + audience,
		`UPDATE comments SET user_id = NULL, content = '', is_hidden = true, removed_at = now() WHERE id = @removed`,
		`INSERT INTO notifications (id, user_id, actor_id, kind, post_id, comment_id, created_at)
		SELECT nextval('posts_id_seq'), @other, u.id, 'like_comment', c.post_id, c.id, now() - interval '1 minute'
		FROM (SELECT post_id, id FROM comments WHERE id = ANY (@comments) UNION ALL SELECT @post, 0) c, ` + audience,
	} {
		testdb.Exec(t, db, sql, args)
	}
	countDeleted(t, db, "bookmarks", "comment_likes", "comments", "notifications", "post_likes", "posts")
	if _, err := users.Delete(t.Context(), factory.Secret(user), social.Act{}); err != nil {
		t.Fatal(err)
	}
	expire(t, db)
	eraseWhole(t, users, user.ID)
	const limit = 1000 + 1 // a removed comment is deleted with its last reply
	largest := query[int](t, db, `SELECT max(n)::integer FROM (SELECT sum(n) AS n FROM deleted_rows GROUP BY transaction) deleted`)
	if all := query[int](t, db, `SELECT sum(n)::integer FROM deleted_rows`); largest > limit || all < 10*rows {
		t.Errorf("one transaction deleted %d of %d rows, want %d at most", largest, all, limit)
	}
	wantRightCounters(t, db)
}
