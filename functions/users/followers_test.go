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

func TestFollowersAndFollowingReturnTheNewestFirst(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	viewer, client := f.user(t, social.Member)
	users := f.members(t, 4)
	maya, first, second, gone := users[0], users[1], users[2], users[3]
	for _, user := range []social.Actor{first, second, gone} {
		factory.Follow(t, f.db, user, maya)
		factory.Follow(t, f.db, maya, user)
	}
	factory.Deactivate(t, f.db, gone)
	factory.Follow(t, f.db, viewer, second)
	for _, list := range []string{"/followers", "/following"} {
		client.Do(t, "GET", pathOf(maya)+list, nil).Want(t, http.StatusOK).WantJSON(t, `{"data": [
			{"id": %d, "username": %[2]q, "display_name": %[2]q, "bio": "", "location": "", "website": "", "created_at": %[3]q,
			 "is_followed": true, "follows_you": false, "is_muted": false, "is_blocked": false, "followers_count": 2, "following_count": 1, "posts_count": 0},
			{"id": %[4]d, "username": %[5]q, "display_name": %[5]q, "bio": "", "location": "", "website": "", "created_at": %[6]q,
			 "is_followed": false, "follows_you": false, "is_muted": false, "is_blocked": false, "followers_count": 1, "following_count": 1, "posts_count": 0}
			], "next_cursor": null}`,
			second.ID, second.Username, stamp(f.stored(t, second).CreatedAt),
			first.ID, first.Username, stamp(f.stored(t, first).CreatedAt))
		client.Do(t, "GET", pathOf(viewer)+"/followers", nil).WantJSON(t, `{"data": [], "next_cursor": null}`)
	}
}

func TestFollowWalksAreExactWhileFollowsComeAndGo(t *testing.T) {
	t.Parallel()
	for list, follow := range map[string]struct {
		add    func(t *testing.T, f function, user, other social.Actor)
		ties   string
		remove string
	}{
		"/followers": {
			func(t *testing.T, f function, user, other social.Actor) { factory.Follow(t, f.db, other, user) },
			`UPDATE follows SET created_at = now() - interval '1 minute' * (follower_id / 7)`,
			`DELETE FROM follows WHERE follower_id = $1`,
		},
		"/following": {
			func(t *testing.T, f function, user, other social.Actor) { factory.Follow(t, f.db, user, other) },
			`UPDATE follows SET created_at = now() - interval '1 minute' * (followee_id / 7)`,
			`DELETE FROM follows WHERE followee_id = $1`,
		},
	} {
		t.Run(list[1:], func(t *testing.T) {
			t.Parallel()
			f := newFunction(t)
			user, client := f.user(t, social.Member)
			others := f.members(t, 60)
			for _, other := range others {
				follow.add(t, f, user, other)
			}
			testdb.Exec(t, f.db, follow.ties)
			kept, doomed := split(others)
			walked := apitest.Walk(t, client, pathOf(user)+list+"?limit=7", func() {
				follow.add(t, f, user, factory.User(t, f.db, social.Member))
				testdb.Exec(t, f.db, follow.remove, doomed[0].ID)
				factory.Deactivate(t, f.db, doomed[len(doomed)-1])
				doomed = doomed[1 : len(doomed)-1]
			})
			slices.SortFunc(kept, byTie)
			apitest.WantWalk(t, walked, kept)
		})
	}
}
