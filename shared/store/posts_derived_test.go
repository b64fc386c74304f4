package store_test

import (
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// TestWhatIsDerivedFromPostsStaysTrue creates, retags and deletes posts of few
// authors concurrently, so that the writers conflict. It then compares the tables
// that triggers maintain with the posts.
func TestWhatIsDerivedFromPostsStaysTrue(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	authors := []social.Actor{factory.User(t, db, social.Member), factory.User(t, db, social.Member)}
	var writers sync.WaitGroup
	for range 8 {
		writers.Go(func() {
			for range 60 {
				writeOrRemove(t, db, authors[rand.IntN(len(authors))])
			}
		})
	}
	writers.Wait()
	wantNone(t, db, `
		SELECT * FROM (SELECT DISTINCT ON (user_id) user_id, created_at, id FROM posts ORDER BY user_id, created_at DESC, id DESC) p
		FULL JOIN newest_posts n ON (n.user_id, n.created_at, n.post_id) = (p.user_id, p.created_at, p.id)
		WHERE n.user_id IS NULL OR p.user_id IS NULL`)
	wantNone(t, db, `
		SELECT * FROM (SELECT DISTINCT tag, user_id, created_at, id FROM posts CROSS JOIN unnest(tags) tag) p
		FULL JOIN post_tags t ON (t.tag, t.user_id, t.created_at, t.post_id) = (p.tag, p.user_id, p.created_at, p.id)
		WHERE t.tag IS NULL OR p.tag IS NULL`)

	for _, author := range authors {
		testdb.Exec(t, db, `DELETE FROM users WHERE id = $1`, author.ID)
	}
	wantNone(t, db, `SELECT user_id FROM newest_posts UNION ALL SELECT user_id FROM post_tags`)
}

// writeOrRemove creates a post of the author, or changes the time or tags of
// their newest one, or deletes it: these are where writers conflict.
func writeOrRemove(t *testing.T, db *pgxpool.Pool, author social.Actor) {
	t.Helper()
	newest := func(change string) {
		_, err := db.Exec(t.Context(), change+` WHERE id = (SELECT id FROM posts WHERE user_id = $1 ORDER BY created_at DESC, id DESC LIMIT 1)`, author.ID)
		if err != nil {
			t.Error(err)
		}
	}
	switch rand.IntN(5) {
	case 0, 1:
		newest(`DELETE FROM posts`)
	case 2:
		newest(`UPDATE posts SET created_at = created_at - interval '1 second', tags = '{moved}'`)
	default:
		draft := social.PostDraft{Title: "t", Content: "c", Tags: []string{"a", "b"}}
		if _, _, err := (store.Posts{DB: db}).Create(t.Context(), author.ID, draft, nil); err != nil {
			t.Error(err)
		}
	}
}

// wantNone fails the test if the query returns a row.
func wantNone(t *testing.T, db *pgxpool.Pool, query string) {
	t.Helper()
	rows, err := db.Query(t.Context(), query)
	if err != nil {
		t.Fatal(err)
	}
	found, err := pgx.CollectRows(rows, pgx.RowToMap)
	if err != nil || len(found) > 0 {
		t.Errorf("found the rows %v, %v, want none", found, err)
	}
}
