package notifications_test

import (
	"fmt"
	"testing"

	"github.com/jackc/pgx/v5"

	"social.example/shared/test/apitest"
	"social.example/shared/test/testdb"
)

// mentions mentions the person in count posts of the author, all more than age seconds
// old, and returns the ids of the notifications, newest first.
func (p person) mentions(t *testing.T, author person, count, age int) []int64 {
	t.Helper()
	rows, err := p.db.Query(t.Context(), `
		WITH p AS (
			INSERT INTO posts (user_id, title, content, created_at)
			SELECT $1, 't', 'c', now() - ($3::int + n) * interval '1 second' FROM generate_series(1, $2::int) n RETURNING id, created_at
		), n AS (
			INSERT INTO notifications (id, created_at, user_id, kind, actor_id, post_id)
			SELECT nextval('posts_id_seq'), created_at, $4, 'mention', $1, id FROM p RETURNING id, created_at
		)
		SELECT id FROM n ORDER BY created_at DESC, id DESC`, author.ID, count, age, p.ID)
	if err != nil {
		t.Fatal(err)
	}
	ids, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil {
		t.Fatal(err)
	}
	return ids
}

// TestAWalkBehindManyHiddenNotificationsHasAllOthers hides so many notifications that pages
// end before they are full, after a notification that is shown or after a hidden one.
func TestAWalkBehindManyHiddenNotificationsHasAllOthers(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for _, row := range []struct{ hidden, limit int }{{950, 100}, {999, 20}, {1000, 20}, {980, 20}, {981, 20}, {2050, 100}} {
		t.Run(fmt.Sprint(row.hidden), func(t *testing.T) {
			t.Parallel()
			reader, muted, author := f.person(t), f.person(t), f.person(t)
			reader.mentions(t, muted, row.hidden, 0)
			want := reader.mentions(t, author, 200, row.hidden)
			testdb.Exec(t, f.db, `INSERT INTO mutes (muter_id, muted_id) VALUES ($1, $2)`, reader.ID, muted.ID)
			got := apitest.Walk(t, reader.client, fmt.Sprint(path, "?limit=", row.limit), func() {})
			apitest.WantWalk(t, got, want)
		})
	}
}
