package users_test

import (
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/testdb"
)

// followMany creates n users and makes the user follow them.
func (f function) followMany(t *testing.T, user social.Actor, n int) {
	t.Helper()
	for from := 1; from <= n; from += 1000 {
		testdb.Exec(t, f.db, `
			WITH others AS (
				INSERT INTO users (username, email, password_hash, is_active, activated_at)
				SELECT 'other_' || n, 'other_' || n || '@example.com', repeat('x', 60), true, now()
				FROM generate_series($2::int, least($2 + 999, $3::int)) n
				RETURNING id
			)
			INSERT INTO follows (follower_id, followee_id) SELECT $1, id FROM others`, user.ID, from, n)
	}
}

func TestNobodyFollowsMoreThanTheLimit(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	follower, client := f.user(t, social.Member)
	f.followMany(t, follower, social.FollowLimit-5)
	others := f.members(t, 20)
	var let, refused atomic.Int64
	var wait sync.WaitGroup
	for _, other := range others {
		wait.Go(func() {
			switch answer := client.Do(t, "PUT", pathOf(other)+"/follow", nil); answer.Status {
			case http.StatusNoContent:
				let.Add(1)
			case http.StatusConflict:
				refused.Add(1)
				if !strings.Contains(string(answer.Body), "10000") {
					t.Errorf("the response does not give the limit: %s", answer.Body)
				}
			default:
				t.Errorf("status %d, want 204 or 409: %s", answer.Status, answer.Body)
			}
		})
	}
	wait.Wait()
	if let.Load() != 5 || refused.Load() != 15 || f.stored(t, follower).FollowingCount != social.FollowLimit {
		t.Errorf("%d accepted, %d refused, following_count %d; want 5, 15 and %d",
			let.Load(), refused.Load(), f.stored(t, follower).FollowingCount, social.FollowLimit)
	}

	// Following the same user again is still no error, and one unfollow makes room
	// for one follow.
	followed := f.scan(t, `SELECT max(followee_id) FROM follows WHERE follower_id = $1`, follower.ID)
	unfollowed := f.scan(t, `SELECT min(followee_id) FROM follows WHERE follower_id = $1`, follower.ID)
	free := f.scan(t, `SELECT max(u.id) FROM users u WHERE NOT EXISTS (SELECT FROM follows WHERE follower_id = $1 AND followee_id = u.id)`, follower.ID)
	do := func(id int, suffix string, want int) {
		client.Do(t, "PUT", pathOf(social.Actor{ID: int64(id)})+suffix, nil).Want(t, want)
	}
	do(followed, "/follow", http.StatusNoContent)
	do(free, "/follow", http.StatusConflict)
	do(unfollowed, "/unfollow", http.StatusNoContent)
	do(free, "/follow", http.StatusNoContent)
	do(unfollowed, "/follow", http.StatusConflict)

	// A follow of a deactivated user still counts towards the limit.
	testdb.Exec(t, f.db, `UPDATE users SET is_active = false WHERE id = $1`, followed)
	do(unfollowed, "/follow", http.StatusConflict)
	testdb.Exec(t, f.db, `UPDATE users SET is_active = true WHERE id = $1`, followed)
	if n := f.stored(t, follower).FollowingCount; n != social.FollowLimit {
		t.Errorf("following_count %d, want %d", n, social.FollowLimit)
	}
}
