package dataset_test

import (
	"context"
	"slices"
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/infra/bench/dataset"
	"social.example/migrations"
	"social.example/shared/test/testdb"
)

// schema are the indexes and constraints of all tables.
const schema = `
	SELECT indexdef AS definition FROM pg_indexes WHERE schemaname = 'public'
	UNION ALL
	SELECT conrelid::regclass::text || ' ' || conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint
	WHERE connamespace = 'public'::regnamespace
	ORDER BY definition`

func texts(t *testing.T, databaseURL, query string) []string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.WithoutCancel(t.Context()))
	rows, err := conn.Query(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	list, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestLoadLeavesTheDeployedSchema(t *testing.T) {
	t.Parallel()
	deployed, loaded := testdb.Empty(t), testdb.Empty(t)
	if err := migrations.Up(deployed); err != nil {
		t.Fatal(err)
	}
	if err := dataset.New(dataset.Tiny).Load(t.Context(), loaded, t.Logf); err != nil {
		t.Fatal(err)
	}
	if got, want := texts(t, loaded, schema), texts(t, deployed, schema); !slices.Equal(got, want) {
		t.Errorf("the schema is\n%q\nwant\n%q", got, want)
	}
}

// derived selects a row for each value that differs from what the triggers
// maintain.
const derived = `
	SELECT 'user ' || id FROM users u
	WHERE followers_count <> (SELECT count(*) FROM follows WHERE followee_id = u.id)
	   OR following_count <> (SELECT count(*) FROM follows WHERE follower_id = u.id)
	   OR posts_count <> (SELECT count(*) FROM posts WHERE user_id = u.id)
	UNION ALL
	SELECT 'post ' || id FROM posts p WHERE comments_count <> (SELECT count(*) FROM comments WHERE post_id = p.id)
	UNION ALL
	(SELECT 'tag ' || tag || post_id FROM posts CROSS JOIN unnest(tags) tag CROSS JOIN LATERAL (SELECT id AS post_id) i
	 EXCEPT SELECT 'tag ' || tag || post_id FROM post_tags)
	UNION ALL
	(SELECT 'newest ' || user_id || ' ' || max(id) FROM posts GROUP BY user_id
	 EXCEPT SELECT 'newest ' || user_id || ' ' || post_id FROM newest_posts)`

func TestLoadDoesWhatTheTriggersWould(t *testing.T) {
	t.Parallel()
	database := testdb.Empty(t)
	set := dataset.New(dataset.Tiny)
	if err := set.Load(t.Context(), database, t.Logf); err != nil {
		t.Fatal(err)
	}
	if wrong := texts(t, database, derived); len(wrong) > 0 {
		t.Errorf("rows that differ from what the triggers maintain: %v", wrong)
	}

	// Rows that are written later get later ids, and Tidy removes them.
	texts(t, database, `INSERT INTO posts (user_id, title, content, tags) VALUES (1, 'title', 'content', '{tag}') RETURNING 'written'`)
	texts(t, database, `INSERT INTO comments (post_id, user_id, content) SELECT max(id), 1, 'comment' FROM posts RETURNING 'written'`)
	texts(t, database, `INSERT INTO follows (follower_id, followee_id) VALUES (1, 2) RETURNING 'written'`)
	if got := texts(t, database, `SELECT p.id || ' of ' || posts_count FROM posts p JOIN users u ON u.id = user_id WHERE u.id = 1`); !slices.Equal(got, []string{"4001 of 1"}) {
		t.Errorf("user 1 has the posts %v, want 4001 of 1", got)
	}
	for _, act := range []string{
		`INSERT INTO blocks (blocker_id, blocked_id) VALUES (1, 2) RETURNING 'written'`,
		`INSERT INTO mutes (muter_id, muted_id) VALUES (1, 3) RETURNING 'written'`,
		`INSERT INTO cases (id, kind, subject_id, author_id, created_at, reports_count, reasons) VALUES (1, 'user', 2, 2, now(), 1, '{"spam": 1}') RETURNING 'written'`,
		`INSERT INTO reports (id, case_id, kind, subject_id, reporter_id, reason, text, created_at) VALUES (1, 1, 'user', 2, 1, 'spam', '', now()) RETURNING 'written'`,
		`INSERT INTO moderation_log (action, kind, subject_id) VALUES ('dismiss', 'user', 2) RETURNING 'written'`,
		`UPDATE users SET role_id = 2 WHERE id = 5 RETURNING 'written'`,
	} {
		texts(t, database, act)
	}
	if err := set.Tidy(t.Context(), database); err != nil {
		t.Fatal(err)
	}
	count := `SELECT format('%s %s %s', (SELECT count(*) FROM posts), (SELECT count(*) FROM comments), (SELECT count(*) FROM follows))`
	if got := texts(t, database, count); !slices.Equal(got, []string{"4000 8000 2500"}) {
		t.Errorf("after tidying up: %v posts, comments and follows, want 4000 8000 2500", got)
	}
	rest := `SELECT 'block' FROM blocks UNION ALL SELECT 'mute' FROM mutes UNION ALL SELECT 'case' FROM cases UNION ALL SELECT 'report' FROM reports
		UNION ALL SELECT 'log' FROM moderation_log UNION ALL SELECT 'moderator' FROM users WHERE role_id <> 1`
	if got := texts(t, database, rest); len(got) > 0 {
		t.Errorf("after tidying up there are still: %v", got)
	}
	if wrong := texts(t, database, derived); len(wrong) > 0 {
		t.Errorf("rows that differ from what the triggers maintain, after tidying up: %v", wrong)
	}
}
