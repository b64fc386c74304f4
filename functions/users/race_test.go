package users_test

import (
	"net/http"
	"sync"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

func TestRaceOfFollowsKeepsTheCountersExact(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	users := f.members(t, 6)
	rounds := figure.Size(50, 400)
	var wait sync.WaitGroup
	for i, user := range users {
		client := f.as(t, user)
		for j, other := range users { // so each user races with their followers
			if i == j {
				continue
			}
			wait.Go(func() {
				for round := range rounds {
					suffix := "/follow"
					if (i+j+round)%3 == 0 {
						suffix = "/unfollow"
					}
					if answer := client.Do(t, "PUT", pathOf(other)+suffix, nil); answer.Status != http.StatusNoContent {
						t.Errorf("status %d: %s", answer.Status, answer.Body)
					}
				}
			})
		}
	}
	wait.Wait()
	var wrong int
	err := f.db.QueryRow(t.Context(), `
		SELECT count(*) FROM users u
		WHERE u.followers_count <> (SELECT count(*) FROM follows WHERE followee_id = u.id)
		   OR u.following_count <> (SELECT count(*) FROM follows WHERE follower_id = u.id)`).Scan(&wrong)
	if err != nil {
		t.Fatal(err)
	}
	figure.Report(t, "races: follows, users with a wrong counter", rounds*len(users)*(len(users)-1), wrong)
}

func TestRaceOfOneFollowIsCountedOnce(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.user(t, social.Member)
	followee := factory.User(t, f.db, social.Member)
	for _, suffix := range []string{"/follow", "/unfollow"} {
		var wait sync.WaitGroup
		for range 50 {
			wait.Go(func() {
				if status := client.Do(t, "PUT", pathOf(followee)+suffix, nil).Status; status != http.StatusNoContent {
					t.Errorf("status %d", status)
				}
			})
		}
		wait.Wait()
		want := map[string]int{"/follow": 1, "/unfollow": 0}[suffix]
		if got := f.stored(t, followee).FollowersCount; got != want {
			t.Errorf("after 50 %s requests: followers_count %d, want %d", suffix, got, want)
		}
	}
}
