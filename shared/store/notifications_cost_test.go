package store_test

import (
	"testing"

	"social.example/shared/test/testdb"
)

// TestLikeCostsTheSameAfterThousandsOfUnlikes likes and unlikes a post whose
// newest notifications were all withdrawn.
func TestLikeCostsTheSameAfterThousandsOfUnlikes(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	owner := testdb.Owner(t, db)
	for _, statement := range []string{
		`INSERT INTO users (username, email, password_hash, is_active)
		 SELECT 'liker_' || i, i || '@example.com', repeat('x', 60), true FROM generate_series(1, 20000) i`,
		`INSERT INTO notifications (id, user_id, kind, actor_id, post_id, created_at, is_head, is_withdrawn)
		 SELECT i, 1, 'like_post', i, 7, now() - interval '1 day' + interval '1 second' * i, i = 10, i > 10 FROM generate_series(2, 19999) i`,
		`VACUUM (ANALYZE) notifications`,
	} {
		testdb.Exec(t, owner, statement)
	}
	const bound = 150
	const add, withdraw = `notifications_add(1, 20000, 'like_post', 7, 0)`, `notifications_withdraw(1, 20000, 'like_post', 7, 0)`
	// A call that is repeated changes nothing, so the other one comes before each.
	for call, before := range map[string]string{add: withdraw, withdraw: add} {
		if got := buffersOf(t, db, call, before); got > bound {
			t.Errorf("%s touches %d buffers, more than %d", call, got, bound)
		} else {
			t.Logf("%s touches %d buffers", call, got)
		}
	}
}

// TestPostsMomentCostsTheSameAfterTheTablesGrew calls posts_moment in one session before
// and after the tables grow. VACUUM tells PostgreSQL that they are empty, and PostgreSQL
// keeps a plan after some calls.
func TestPostsMomentCostsTheSameAfterTheTablesGrew(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	owner := testdb.Owner(t, db)
	session, err := db.Acquire(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer session.Release()
	testdb.Exec(t, owner, `VACUUM (ANALYZE) notifications`)
	for range 10 {
		explain(t, session, `SELECT posts_moment()`)
	}
	for _, statement := range []string{
		`INSERT INTO users (username, email, password_hash, is_active) VALUES ('maya', 'maya@example.com', repeat('x', 60), true)`,
		`INSERT INTO notifications (id, user_id, kind, actor_id, post_id, created_at)
		 SELECT i, 1, 'like_post', (SELECT id FROM users), i, now() - interval '1 day' + interval '1 second' * i FROM generate_series(1, 20000) i`,
	} {
		testdb.Exec(t, owner, statement)
	}
	const bound = 50
	if got := explain(t, session, `SELECT posts_moment()`).buffers(); got > bound {
		t.Errorf("posts_moment touches %d buffers, more than %d", got, bound)
	}
}

// TestAMuteCostsTheSameAfterThousandsOfLikes mutes a user who was the last of two to like
// each of thousands of posts.
func TestAMuteCostsTheSameAfterThousandsOfLikes(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	owner := testdb.Owner(t, db)
	for _, statement := range []string{
		`INSERT INTO users (username, email, password_hash, is_active)
		 SELECT 'liker_' || i, i || '@example.com', repeat('x', 60), true FROM generate_series(1, 3) i`,
		`INSERT INTO notifications (id, user_id, kind, actor_id, post_id, created_at, is_head)
		 SELECT i * 2 + actor, 1, 'like_post', actor, i, now() - interval '1 day' + interval '1 second' * actor, actor = 3
		 FROM generate_series(1, 20000) i, generate_series(2, 3) actor`,
		`INSERT INTO mutes (muter_id, muted_id) VALUES (1, 3)`,
		`VACUUM (ANALYZE) notifications`,
	} {
		testdb.Exec(t, owner, statement)
	}
	const threads, each = 1000, 60 // threads of which a mute makes heads, and buffers for each
	if got := buffersOf(t, db, `notifications_recover(1, 3)`, `notifications_recover(1, 3)`); got > threads*each {
		t.Errorf("a mute touches %d buffers, more than %d", got, threads*each)
	} else {
		t.Logf("a mute touches %d buffers", got)
	}
	if heads := query[int](t, db, `SELECT count(*) FROM notifications WHERE actor_id = 2 AND is_head`); heads != threads {
		t.Errorf("%d notifications became heads, want %d", heads, threads)
	}
}
