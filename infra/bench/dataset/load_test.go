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

func TestLoadLeavesTheSchemaAsItIsDeployed(t *testing.T) {
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
		t.Errorf("wrong: %v", wrong)
	}

	// Rows that are written later get later ids, and Tidy removes them.
	texts(t, database, `INSERT INTO posts (user_id, title, content, tags) VALUES (1, 'title', 'content', '{tag}') RETURNING 'written'`)
	texts(t, database, `INSERT INTO comments (post_id, user_id, content) SELECT max(id), 1, 'comment' FROM posts RETURNING 'written'`)
	texts(t, database, `INSERT INTO follows (follower_id, followee_id) VALUES (1, 2) RETURNING 'written'`)
	if got := texts(t, database, `SELECT p.id || ' of ' || posts_count FROM posts p JOIN users u ON u.id = user_id WHERE u.id = 1`); !slices.Equal(got, []string{"4001 of 1"}) {
		t.Errorf("user 1 has the posts %v", got)
	}
	if err := set.Tidy(t.Context(), database); err != nil {
		t.Fatal(err)
	}
	count := `SELECT format('%s %s %s', (SELECT count(*) FROM posts), (SELECT count(*) FROM comments), (SELECT count(*) FROM follows))`
	if got := texts(t, database, count); !slices.Equal(got, []string{"4000 8000 2500"}) {
		t.Errorf("after tidying up: %v", got)
	}
	if wrong := texts(t, database, derived); len(wrong) > 0 {
		t.Errorf("wrong after tidying up: %v", wrong)
	}
}
