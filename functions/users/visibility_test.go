package users_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// wantRelated fails the test unless the list of the user's followers or following
// has exactly these users and the user's counter agrees.
func (f function) wantRelated(t *testing.T, user social.Actor, list string, want ...social.Actor) {
	t.Helper()
	reader := f.as(t, factory.User(t, f.db, social.Member))
	seen := apitest.Data[social.User](t, reader.Do(t, "GET", pathOf(user), nil).Want(t, http.StatusOK))
	count := map[string]int{"/followers": seen.FollowersCount, "/following": seen.FollowingCount}[list]
	ids, _ := apitest.IDs(t, reader.Do(t, "GET", pathOf(user)+list, nil))
	if fmt.Sprint(ids) != fmt.Sprint(append([]int64(nil), idsOf(want)...)) || count != len(want) {
		t.Errorf("%s of %d has %v and is counted %d, want %v", list, user.ID, ids, count, idsOf(want))
	}
}

func TestADeactivatedUserLeavesListsAndCountersAndComesBackAsBefore(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, admin := f.user(t, social.Admin)
	members := f.members(t, 4)
	gone, first, second, both := members[0], members[1], members[2], members[3]
	factory.Follow(t, f.db, both, first, gone, second)
	for _, other := range []social.Actor{first, gone, second} {
		factory.Follow(t, f.db, other, both)
	}
	factory.Post(t, f.db, gone)

	admin.Do(t, "PUT", pathOf(gone)+"/deactivate", nil).Want(t, http.StatusNoContent)
	for _, list := range []string{"/followers", "/following"} {
		f.wantRelated(t, both, list, second, first)
		admin.Do(t, "GET", pathOf(gone)+list, nil).WantProblem(t, http.StatusNotFound)
	}
	admin.Do(t, "GET", pathOf(gone)+"/posts", nil).WantProblem(t, http.StatusNotFound)

	admin.Do(t, "PUT", pathOf(gone)+"/reactivate", nil).Want(t, http.StatusNoContent)
	for _, list := range []string{"/followers", "/following"} {
		f.wantRelated(t, both, list, second, gone, first) // in the same order as before
		f.wantRelated(t, gone, list, both)
	}
	if ids, _ := apitest.IDs(t, admin.Do(t, "GET", pathOf(gone)+"/posts", nil)); len(ids) != 1 {
		t.Errorf("posts %v, want the same one as before", ids)
	}
}

func TestRefusedFollowAndUnfollowChangeNothing(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, admin := f.user(t, social.Admin)
	follower, client := f.user(t, social.Member)
	gone, other := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	factory.Follow(t, f.db, follower, gone)
	admin.Do(t, "PUT", pathOf(gone)+"/deactivate", nil).Want(t, http.StatusNoContent)
	for range 2 {
		client.Do(t, "PUT", pathOf(gone)+"/unfollow", nil).WantProblem(t, http.StatusNotFound)
	}
	f.as(t, other).Do(t, "PUT", pathOf(gone)+"/follow", nil).WantProblem(t, http.StatusNotFound)
	f.wantRelated(t, follower, "/following")
	admin.Do(t, "PUT", pathOf(gone)+"/reactivate", nil).Want(t, http.StatusNoContent)
	f.wantRelated(t, gone, "/followers", follower)
	f.wantRelated(t, follower, "/following", gone)
}

func TestFollowsComeBackWhenBothUsersAreActive(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, admin := f.user(t, social.Admin)
	for _, order := range [][4]int{{0, 1, 0, 1}, {0, 1, 1, 0}, {1, 0, 0, 1}, {1, 0, 1, 0}} {
		ends := f.members(t, 2)
		factory.Follow(t, f.db, ends[0], ends[1])
		factory.Follow(t, f.db, ends[1], ends[0])
		admin.Do(t, "PUT", pathOf(ends[order[0]])+"/deactivate", nil).Want(t, http.StatusNoContent)
		admin.Do(t, "PUT", pathOf(ends[order[1]])+"/deactivate", nil).Want(t, http.StatusNoContent)
		admin.Do(t, "PUT", pathOf(ends[order[2]])+"/reactivate", nil).Want(t, http.StatusNoContent)
		for _, list := range []string{"/followers", "/following"} {
			f.wantRelated(t, ends[order[2]], list)
		}
		admin.Do(t, "PUT", pathOf(ends[order[3]])+"/reactivate", nil).Want(t, http.StatusNoContent)
		for _, list := range []string{"/followers", "/following"} {
			f.wantRelated(t, ends[0], list, ends[1])
			f.wantRelated(t, ends[1], list, ends[0])
		}
	}
}

// A follow waits for an open deactivation. It is then refused and leaves nothing
// behind.
func TestFollowDuringADeactivationIsRefused(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]int{"followee": http.StatusNotFound, "follower": http.StatusUnauthorized} {
		for _, suffix := range []string{"/follow", "/unfollow"} {
			t.Run(name+suffix, func(t *testing.T) {
				t.Parallel()
				f := newFunction(t)
				follower, client := f.user(t, social.Member)
				followee := factory.User(t, f.db, social.Member)
				gone := map[string]social.Actor{"follower": follower, "followee": followee}[name]
				if suffix == "/unfollow" {
					factory.Follow(t, f.db, follower, followee)
				}
				client.Do(t, "GET", "/v1/users/me", nil).Want(t, http.StatusOK) // caches the user
				answer := f.during(t, `UPDATE users SET is_active = false WHERE id = $1`, gone.ID, func() apitest.Answer {
					return client.Do(t, "PUT", pathOf(followee)+suffix, nil)
				})
				answer.WantProblem(t, want)
				testdb.Exec(t, f.db, `UPDATE users SET is_active = true WHERE id = $1`, gone.ID)
				if suffix == "/unfollow" {
					f.wantRelated(t, followee, "/followers", follower)
				} else {
					f.wantRelated(t, followee, "/followers")
				}
			})
		}
	}
}

// during runs the statement in a transaction, sends a request, and commits the
// transaction once the request waits for its lock.
func (f function) during(t *testing.T, sql string, id int64, request func() apitest.Answer) apitest.Answer {
	t.Helper()
	tx := testdb.Begin(t, f.db, sql, id)
	answer := testdb.Waiting(t, f.db, request)
	testdb.Commit(t, tx)
	return <-answer
}

// If there is more than one batch, the same request or the sweep continues.
func TestFollowsOfTheFamousAreHiddenAndShownInBatches(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, admin := f.user(t, social.Admin)
	const fans = store.VisibilityBatch + 200
	famous, fan := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	testdb.Exec(t, f.db, `
		WITH fans AS (
			INSERT INTO users (username, email, password_hash, is_active, activated_at)
			SELECT 'fan_' || n, 'fan_' || n || '@example.com', repeat('x', 60), true, now() FROM generate_series(1, $2::int) n
			RETURNING id
		)
		INSERT INTO follows (follower_id, followee_id) SELECT id, $1::bigint FROM fans`, famous.ID, fans)
	factory.Follow(t, f.db, fan, famous)
	sweep := func(active bool) {
		testdb.Exec(t, f.db, `UPDATE users SET is_active = $2 WHERE id = $1`, famous.ID, active)
		if n := f.scan(t, `SELECT count(*) FROM visibility_queue`); n != 1 {
			t.Errorf("%d users wait for the sweep, want one", n)
		}
		if err := (store.Users{DB: f.db}).SettleAll(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	for _, step := range []struct {
		name   string
		do     func()
		active int
	}{
		{"deactivated by a request", func() { admin.Do(t, "PUT", pathOf(famous)+"/deactivate", nil).Want(t, http.StatusNoContent) }, 0},
		{"reactivated by a request", func() { admin.Do(t, "PUT", pathOf(famous)+"/reactivate", nil).Want(t, http.StatusNoContent) }, 1},
		{"deactivated, then swept", func() { sweep(false) }, 0},
		{"reactivated, then swept", func() { sweep(true) }, 1},
	} {
		step.do()
		rows := f.scan(t, `SELECT count(*) FROM follows WHERE followee_id = $1`, famous.ID)
		counted := f.scan(t, `SELECT sum(following_count) FROM users`)
		queued := f.scan(t, `SELECT count(*) FROM visibility_queue`)
		if want := step.active * (fans + 1); rows != want || counted != want || queued != 0 {
			t.Errorf("%s: %d follows, counted %d, %d users queued, want %d", step.name, rows, counted, queued, want)
		}
	}
	f.wantRelated(t, fan, "/following", famous)
}

// scan returns the single number of the query.
func (f function) scan(t testing.TB, sql string, args ...any) (n int) {
	t.Helper()
	if err := f.db.QueryRow(t.Context(), sql, args...).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}
