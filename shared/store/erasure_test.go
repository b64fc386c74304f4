package store_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// userTables are the tables that refer to users, with how Erase deletes their rows: in
// batches where one user can have many, and otherwise with the user's row. A new table
// here may also belong in an export: see exportFiles.
var userTables = map[string]string{
	"activation_tokens":     "few: purged after 72 hours",
	"blocks":                "in batches",
	"bookmarks":             "in batches",
	"comment_likes":         "in batches",
	"comments":              "in batches",
	"deletions":             "one",
	"emails":                "few: purged after 30 days",
	"exports":               "one",
	"follows":               "in batches",
	"former_usernames":      "one in 30 days",
	"idempotency_keys":      "few: purged after 24 hours",
	"inactive_follows":      "in batches",
	"links":                 "few: purged with their mails",
	"mutes":                 "in batches",
	"notification_reads":    "one",
	"notification_settings": "one",
	"notifications":         "in batches",
	"post_likes":            "in batches",
	"posts":                 "in batches",
	"reports":               "in batches",
	"sessions":              "few: limited for each user, and purged",
	"sign_in_places":        "few: limited for each user",
	"totp_secrets":          "one, and its recovery_codes go with it",
	"users":                 "a decoy of an old release",
	"visibility_queue":      "one",
}

func TestErasureKnowsEveryTableOfAUser(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	found, err := pgx.CollectRows(selected(t, db, `
		SELECT DISTINCT conrelid::regclass::text FROM pg_constraint WHERE contype = 'f' AND confrelid = 'users'::regclass`), pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range found {
		if userTables[table] == "" {
			t.Errorf("userTables does not have %s: say how it is erased, and export it or say why not", table)
		}
	}
	if len(found) < 10 {
		t.Errorf("only %q refer to users, want at least 10 tables", found)
	}
}

func selected(t testing.TB, db *pgxpool.Pool, sql string, args ...any) pgx.Rows {
	t.Helper()
	rows, err := db.Query(t.Context(), sql, args...)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// marker is in every text of the user who is erased.
const marker = "zqx"

// leave creates and returns a user with the marker in everything, and with more of each
// kind than a batch erases.
func leave(t testing.TB, db *pgxpool.Pool, others []social.Actor, limit int) social.Actor {
	t.Helper()
	user := factory.User(t, db, social.Member)
	const chunk = 500 // a busy machine inserts these well within a post's time limit
	for first := 1; first <= limit; first += chunk {
		testdb.Exec(t, db, `
			INSERT INTO posts (user_id, title, content, tags)
			SELECT $1, 'zqx ' || i, 'zqx', ARRAY['zqx'] FROM generate_series($2::int, $3::int) i`,
			user.ID, first, min(first+chunk-1, limit))
	}
	args := pgx.NamedArgs{"user": user.ID, "limit": limit, "others": idsOf(others)}
	for _, sql := range []string{
		`UPDATE users SET username = 'zqx_maya', email = 'zqx@bücher.example', display_name = 'Zqx', bio = 'zqx', location = 'zqx', website = 'https://zqx.example'
		WHERE id = @user`,
		`INSERT INTO comments (post_id, user_id, content)
		SELECT p.id, (@others::bigint[])[1], 'on it' FROM (SELECT id FROM posts WHERE user_id = @user LIMIT 3) p, generate_series(1, @limit)`,
		`INSERT INTO comments (post_id, user_id, content)
		SELECT p.id, @user, 'zqx' FROM (SELECT id FROM posts WHERE user_id = ANY (@others)) p, generate_series(1, @limit)`,
		`INSERT INTO comments (post_id, user_id, content, parent_id)
		SELECT post_id, (@others::bigint[])[1], 'a reply', id FROM (SELECT id, post_id FROM comments WHERE user_id = @user AND content = 'zqx' LIMIT 3) c`,
		`INSERT INTO post_likes (user_id, post_id) SELECT u, p.id FROM posts p, unnest(@others::bigint[] || @user::bigint) u`,
		`INSERT INTO comment_likes (user_id, comment_id) SELECT u, c.id FROM comments c, unnest(@others::bigint[] || @user::bigint) u`,
		`INSERT INTO bookmarks (user_id, post_id) SELECT u, p.id FROM posts p, unnest(@others::bigint[] || @user::bigint) u`,
		`INSERT INTO notifications (id, user_id, actor_id, kind, post_id, created_at)
		SELECT nextval('posts_id_seq'), @user, o, 'like_post', p.id, p.created_at FROM posts p, unnest(@others::bigint[]) o
		UNION ALL
		SELECT nextval('posts_id_seq'), o, @user, 'mention', p.id, p.created_at FROM posts p, unnest(@others::bigint[]) o`,
		`INSERT INTO notification_reads (user_id, at, id) SELECT @user, now(), 1`,
		`INSERT INTO notification_settings (user_id) SELECT @user`,
		`INSERT INTO follows (follower_id, followee_id) SELECT o, @user FROM unnest(@others::bigint[]) o`,
		`INSERT INTO follows (follower_id, followee_id) SELECT @user, o FROM unnest(@others::bigint[]) o`,
		`INSERT INTO blocks (blocker_id, blocked_id) SELECT @user, o FROM unnest(@others::bigint[]) o UNION ALL SELECT o, @user FROM unnest(@others::bigint[]) o`,
		`INSERT INTO mutes (muter_id, muted_id) SELECT @user, o FROM unnest(@others::bigint[]) o UNION ALL SELECT o, @user FROM unnest(@others::bigint[]) o`,
		`INSERT INTO idempotency_keys (user_id, key, request_hash, answer)
		SELECT @user, 'zqx', sha256(''), '{"user": {"username": "zqx"}}'`,
		`INSERT INTO former_usernames (username, user_id, until) SELECT 'zqx_old', @user, now() + interval '30 days'`,
		`INSERT INTO emails (kind, user_id, recipient, sent_at, last_error)
		SELECT kind, nullif(@user * sign(i), 0), address, now(), 'zqx refused' FROM (VALUES
			('renewal', 0, 'zqx@bücher.example'), ('password_reset', 0, 'zqx@xn--bcher-kva.example'), ('account_deleted', 1, 'zqx@bücher.example')
		) k (kind, i, address)`,
		`INSERT INTO deliveries (email_id, recipient) SELECT id, recipient FROM emails`,
		`INSERT INTO totp_secrets (user_id, key_id, secret) SELECT @user, 'zqx', 'zqx'`,
		`INSERT INTO recovery_codes (user_id, hash) SELECT @user, sha256('zqx')`,
		`INSERT INTO sign_in_places (user_id, device, place) SELECT @user, 'zqx', 'zqx'`,
		`WITH opened AS (
			INSERT INTO cases (id, kind, subject_id, author_id, created_at, reports_count, reasons)
			SELECT nextval('reports_id_seq'), 'post', i, (@others::bigint[])[1], now(), 1, '{}' FROM generate_series(1, @limit) i
			RETURNING id, subject_id
		)
		INSERT INTO reports (id, case_id, kind, subject_id, reporter_id, reason, text, created_at)
		SELECT id, id, 'post', subject_id, @user, 'spam', 'zqx', now() FROM opened`,
		`INSERT INTO exports (user_id) SELECT @user`,
	} {
		testdb.Exec(t, db, sql, args)
	}
	return user
}

func idsOf(users []social.Actor) []int64 {
	all := make([]int64, len(users))
	for i, user := range users {
		all[i] = user.ID
	}
	return all
}

// named returns the tables that have the marker in any column, or the user's id in a
// column that refers to users.
func named(t testing.TB, db *pgxpool.Pool, user int64) (tables []string, columns int) {
	t.Helper()
	type column struct {
		Table, Name string
		User        bool
	}
	all, err := pgx.CollectRows(selected(t, db, `
		SELECT c.table_name, c.column_name, c.data_type = 'bigint' AND (c.column_name LIKE '%user_id' OR c.column_name ~ '^(follower|followee|inactive|actor|reporter|blocker|blocked|muter|muted)_id$')
		FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
		WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'`), pgx.RowToStructByPos[column])
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range all {
		condition := fmt.Sprintf(`%q::text ILIKE '%%%s%%'`, c.Name, marker)
		if c.User {
			condition = fmt.Sprintf(`%q = %d`, c.Name, user)
		}
		var found bool
		sql := fmt.Sprintf(`SELECT EXISTS (SELECT FROM %q WHERE %s)`, c.Table, condition)
		if err := db.QueryRow(t.Context(), sql).Scan(&found); err != nil {
			t.Fatal(err)
		}
		if found {
			tables = append(tables, c.Table+"."+c.Name)
		}
	}
	slices.Sort(tables)
	return tables, len(all)
}

// wrongCounters counts the users, posts and comments with a counter that differs from the
// number of rows.
const wrongCounters = `
	SELECT (SELECT count(*) FROM users u WHERE followers_count <> (SELECT count(*) FROM follows WHERE followee_id = u.id)
			OR following_count <> (SELECT count(*) FROM follows WHERE follower_id = u.id)
			OR posts_count <> (SELECT count(*) FROM posts WHERE user_id = u.id))
		+ (SELECT count(*) FROM posts p WHERE comments_count <> (SELECT count(*) FROM comments WHERE post_id = p.id AND NOT is_hidden))
		+ (SELECT count(*) FROM comments c WHERE replies_count <> (SELECT count(*) FROM comments WHERE parent_id = c.id AND NOT is_hidden))
		+ (SELECT count(*) FROM posts p WHERE (SELECT coalesce(sum(likes), 0) FROM post_like_counts WHERE post_id = p.id)
			<> (SELECT count(*) FROM post_likes WHERE post_id = p.id AND NOT is_hidden))
		+ (SELECT count(*) FROM comments c WHERE (SELECT coalesce(sum(likes), 0) FROM comment_like_counts WHERE comment_id = c.id)
			<> (SELECT count(*) FROM comment_likes WHERE comment_id = c.id AND NOT is_hidden))`

func wantRightCounters(t testing.TB, db *pgxpool.Pool) {
	t.Helper()
	if wrong := query[int](t, db, wrongCounters); wrong > 0 {
		t.Errorf("%d counters are wrong", wrong)
	}
}

// eraseWhole erases until nothing is left of the user.
func eraseWhole(t testing.TB, users store.Users, id int64) {
	t.Helper()
	for range 100 {
		if err := users.Erase(t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := users.Actor(t.Context(), id); fault.KindOf(err) == fault.NotFound {
			return
		}
	}
	t.Fatal("the erasure does not end")
}

func TestErasureLeavesNoRowThatNamesThePerson(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	users := store.Users{DB: db}
	others := []social.Actor{factory.User(t, db, social.Member), factory.User(t, db, social.Member)}
	factory.Post(t, db, others[0])
	factory.Post(t, db, others[1])
	user := leave(t, db, others, figure.Size(1200, 20_000))
	before, _ := named(t, db, user.ID)
	for _, table := range []string{"blocks", "bookmarks", "comment_likes", "comments", "deliveries", "emails", "follows", "idempotency_keys", "mutes", "notifications", "post_likes", "posts", "reports", "users"} {
		if !strings.Contains(strings.Join(before, " "), table+".") {
			t.Errorf("%s does not name the person before the erasure: the test proves nothing", table)
		}
	}
	if _, err := users.Delete(t.Context(), factory.Secret(user), social.Act{}); err != nil {
		t.Fatal(err)
	}
	expire(t, db)
	eraseWhole(t, users, user.ID)
	left, columns := named(t, db, user.ID)
	if len(left) > 0 {
		t.Errorf("after the erasure the person is named in %q", left)
	}
	figure.Report(t, "columns of all tables after an erasure: that name the person", columns, len(left))
	wantRightCounters(t, db)
	again := social.Registration{Username: "zqx_maya", Email: "zqx@bücher.example"}
	if _, _, err := (store.Accounts{DB: db}).Register(t.Context(), again, strings.Repeat("x", 60)); err != nil {
		t.Errorf("the name and the address are not free again: %v", err)
	}
}
