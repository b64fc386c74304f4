package users_test

import (
	"net/http"
	"sync"
	"sync/atomic"
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
	var requests, wrong atomic.Int64
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
					requests.Add(1)
					if answer := client.Do(t, "PUT", pathOf(other)+suffix, nil); answer.Status != http.StatusNoContent {
						wrong.Add(1)
						t.Errorf("status %d, want 204: %s", answer.Status, answer.Body)
					}
				}
			})
		}
	}
	wait.Wait()
	var miscounted int64
	err := f.db.QueryRow(t.Context(), `
		SELECT sum(abs(u.followers_count - (SELECT count(*) FROM follows WHERE followee_id = u.id))
			+ abs(u.following_count - (SELECT count(*) FROM follows WHERE follower_id = u.id)))
		FROM users u`).Scan(&miscounted)
	if err != nil {
		t.Fatal(err)
	}
	figure.Report(t, "races: follows and their ends, refused or counted wrong", int(requests.Load()), int(wrong.Load()+miscounted))
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
					t.Errorf("status %d, want 204", status)
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
