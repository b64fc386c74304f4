package store_test

import (
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// TestPostsOfADeactivatedAuthorAreInNoFeedWhileFollowsWaitToBeHidden deactivates an
// author with more followers than one batch hides.
func TestPostsOfADeactivatedAuthorAreInNoFeedWhileFollowsWaitToBeHidden(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	author := factory.User(t, db, social.Member)
	post := factory.Post(t, db, author, "one", "two")
	testdb.Exec(t, db, `
		WITH fans AS (
			INSERT INTO users (username, email, password_hash, is_active, activated_at)
			SELECT 'fan_' || n, 'fan_' || n || '@example.com', repeat('x', 60), true, now() FROM generate_series(1, $2::int) n
			RETURNING id
		)
		INSERT INTO follows (follower_id, followee_id) SELECT id, $1::bigint FROM fans`, author.ID, store.VisibilityBatch+1)
	factory.Deactivate(t, db, author)
	left, err := db.Query(t.Context(), `SELECT follower_id FROM follows WHERE followee_id = $1`, author.ID)
	if err != nil {
		t.Fatal(err)
	}
	fan, err := pgx.CollectExactlyOneRow(left, pgx.RowTo[int64])
	if err != nil {
		t.Fatalf("want one follow that is not hidden yet: %v", err)
	}
	for name, filter := range map[string]social.FeedFilter{
		"newest": {}, "oldest": {Ascending: true}, "search": {Search: post.Title}, "a tag": {Tags: []string{"one"}}, "tags": {Tags: []string{"one", "two"}},
	} {
		rows, err := store.Feed{DB: db}.List(t.Context(), fan, filter, store.Page{Limit: 10})
		if err != nil || len(rows.Rows) > 0 {
			t.Errorf("%s: the feed has %v, %v, want no post", name, rows.Rows, err)
		}
	}
	sent, err := store.Live{DB: db}.Deliver(t.Context(), post.CreatedAt, time.Now().Add(time.Minute), []int64{fan})
	if err != nil || len(sent) > 0 {
		t.Errorf("delivered %v, %v, want nothing", sent, err)
	}
}
