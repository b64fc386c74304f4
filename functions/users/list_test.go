package users_test

import (
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestListReturnsTheOtherUsersNewestFirst(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	old := factory.User(t, f.db, social.Admin)
	viewer, client := f.user(t, social.Member)
	factory.Pending(t, f.db)
	factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member))
	young := factory.User(t, f.db, social.Member)
	factory.Follow(t, f.db, viewer, old)
	factory.Post(t, f.db, young)

	client.Do(t, "GET", "/v1/users", nil).Want(t, http.StatusOK).WantJSON(t, `{"data": [
		{"id": %d, "username": %[2]q, "display_name": %[2]q, "bio": "", "location": "", "website": "", "created_at": %[3]q,
		 "is_followed": false, "follows_you": false, "is_muted": false, "is_blocked": false, "followers_count": 0, "following_count": 0, "posts_count": 1},
		{"id": %[4]d, "username": %[5]q, "display_name": %[5]q, "bio": "", "location": "", "website": "", "created_at": %[6]q,
		 "is_followed": true, "follows_you": false, "is_muted": false, "is_blocked": false, "followers_count": 1, "following_count": 0, "posts_count": 0}
		], "next_cursor": null}`,
		young.ID, young.Username, stamp(f.stored(t, young).CreatedAt), old.ID, old.Username, stamp(f.stored(t, old).CreatedAt))
}

func TestListOfNobodyIsEmpty(t *testing.T) {
	t.Parallel()
	_, client := newFunction(t).user(t, social.Member)
	for _, path := range []string{"/v1/users", "/v1/users?search=nobody", "/v1/users?offset=1000"} {
		client.Do(t, "GET", path, nil).Want(t, http.StatusOK).WantJSON(t, `{"data": [], "next_cursor": null}`)
	}
}

func TestListTakesLimitAndOffset(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	others := idsOf(f.members(t, 52))
	slices.Reverse(others)
	_, client := f.user(t, social.Member)
	for query, want := range map[string][]int64{
		"":                  others[:20],
		"?limit=1":          others[:1],
		"?limit=50":         others[:50],
		"?limit=5&offset=0": others[:5],
		"?offset=40":        others[40:],
		"?limit=2&offset=7": others[7:9],
		"?offset=1000":      nil,
		"?search=%20":       others[:20],
	} {
		if got, _ := apitest.IDs(t, client.Do(t, "GET", "/v1/users"+query, nil)); !slices.Equal(got, want) {
			t.Errorf("%q: got %v, want %v", query, got, want)
		}
	}
}

func TestListRefusesBadParameters(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	f.members(t, 3)
	_, client := f.user(t, social.Member)
	_, other := f.user(t, social.Member)
	_, foreign := apitest.IDs(t, other.Do(t, "GET", "/v1/users?limit=1", nil))
	_, own := apitest.IDs(t, client.Do(t, "GET", "/v1/users?limit=1", nil))
	for query, bad := range map[string][]string{
		"limit=0": {"limit"}, "limit=51": {"limit"}, "limit=-1": {"limit"}, "limit=": {"limit"}, "limit=1.0": {"limit"},
		"limit=20&limit=20": {"limit"}, "offset=-1": {"offset"}, "offset=1001": {"offset"}, "offset=": {"offset"},
		"search=" + long(101): {"search"}, "search=%00": {"search"}, "search=%FF": {"search"}, "search=a&search=a": {"search"},
		"unknown=1": {"unknown"}, "tags[]=a": {"tags[]"},
		"cursor=": {"cursor"}, "cursor=x": {"cursor"}, "cursor=" + foreign: {"cursor"}, "search=a&cursor=" + own: {"cursor"},
		"offset=0&cursor=" + own:      {"offset"},
		"limit=0&offset=x&search=%00": {"limit", "offset", "search"},
		"search=%":                    {"query"},
	} {
		client.Do(t, "GET", "/v1/users?"+query, nil).WantProblem(t, http.StatusBadRequest, bad...)
	}
}

func TestListWalkIsExactWhileUsersComeAndGo(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	members := f.members(t, 60)
	testdb.Exec(t, f.db, `UPDATE users SET created_at = now() - interval '1 minute' * (id / 7)`) // ties of seven
	_, client := f.user(t, social.Member)
	kept, doomed := split(members)

	walked := apitest.Walk(t, client, "/v1/users?limit=7", func() {
		factory.User(t, f.db, social.Member)
		factory.Deactivate(t, f.db, doomed[0])
		factory.Deactivate(t, f.db, doomed[len(doomed)-1])
		doomed = doomed[1 : len(doomed)-1]
	})
	slices.SortFunc(kept, byTie)
	apitest.WantWalk(t, walked, kept)
}

// split returns the ids of two thirds of the users, which a walk must return, and
// the other users, who leave during it.
func split(users []social.Actor) (kept []int64, doomed []social.Actor) {
	for i, user := range users {
		if i%3 == 0 {
			doomed = append(doomed, user)
		} else {
			kept = append(kept, user.ID)
		}
	}
	return kept, doomed
}

// byTie orders ids in groups of seven with equal times: the oldest group first, and
// in each group the newest id first.
func byTie(a, b int64) int {
	if a/7 != b/7 {
		return int(a/7 - b/7)
	}
	return int(b - a)
}
