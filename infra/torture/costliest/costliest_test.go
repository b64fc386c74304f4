// Package costliest sends the most expensive requests as often as one user may, while
// other users send requests too.
package costliest_test

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testredis"
)

func TestMain(m *testing.M) { system.Main(m) }

func TestTheCostliestReadsOfAHostileUserHinderNoOther(t *testing.T) {
	t.Parallel()
	db := testdb.New(t)
	hostile, other := factory.User(t, db, social.Member), factory.User(t, db, social.Member)
	post := factory.Post(t, db, other, "go")
	costlyFeed(t, testdb.Owner(t, db).Config().ConnString(), hostile.ID, post.ID, figure.Size(5_000, 400_000), figure.Size(500, 10_000))
	s := system.Start(t, db.Config().ConnString(), testredis.Config(t).URL, nil, "feed", "posts", "users")
	long := figure.Size(0, 1) == 1 // or else other tests run concurrently and distort the times

	others := asker{system: s, token: apitest.Token(t, other.ID)}
	reads := readsOf(other.ID, post.ID)
	others.ask(t, reads, figure.Size(1, 5)) // opens the connections
	others.took = nil
	others.ask(t, reads, figure.Size(1, 300))
	alone := others.percentile99()

	ctx, end := context.WithCancel(t.Context())
	var attacking sync.WaitGroup
	attacker := asker{system: s, token: apitest.Token(t, hostile.ID)}
	attacking.Go(func() { attacker.attack(ctx, t, costliestOf(hostile.ID, post.ID)) })
	others.took = nil
	for range figure.Size(1, 10) {
		others.ask(t, reads, figure.Size(20, 100))
		time.Sleep(window / 10)
	}
	during := others.percentile99()
	end()
	attacking.Wait()

	t.Logf("p99 of another user alone %v, during the attack %v; of the attack %v, responses %v",
		alone, during, attacker.percentile99(), attacker.answers)
	if attacker.answers[200] == 0 {
		t.Error("the hostile user got no 200: the attack had no effect")
	}
	figure.Report(t, "requests of another user during the costliest reads of a hostile one at the limit: failed", others.asked, others.failed)
	if long {
		slower := 0
		if during > 5*alone {
			slower++
		}
		figure.Report(t, "p99 of another user during the costliest reads of a hostile one: more than 5 times that alone", 1, slower)
	}
}

// percentile99 returns the 99th percentile of the response times.
func (a *asker) percentile99() time.Duration {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if len(a.took) == 0 {
		return 0
	}
	took := slices.Sorted(slices.Values(a.took))
	return took[len(took)*99/100]
}

// readsOf returns the reads of the other user.
func readsOf(user, post int64) []read {
	return []read{
		{"feed", "/v1/users/feed"},
		{"posts", fmt.Sprint("/v1/posts/", post)},
		{"users", "/v1/users/me"},
		{"users", fmt.Sprintf("/v1/users/%d/followers", user)},
	}
}

// costliestOf returns the most expensive reads of each operation.
func costliestOf(user, post int64) []read {
	return []read{
		{"feed", "/v1/users/feed?limit=100&offset=1000"},
		{"feed", "/v1/users/feed?limit=100&offset=1000&sort=asc"},
		{"feed", "/v1/users/feed?limit=100&search=common"},
		{"feed", "/v1/users/feed?search=nowhere"},
		{"feed", "/v1/users/feed?search=nowhere&sort=asc"},
		{"feed", "/v1/users/feed?search=loudly"},
		{"feed", "/v1/users/feed?search=-%25-"},
		{"feed", "/v1/users/feed?tags=common,odd"},
		{"feed", "/v1/users/feed?tags=absent"},
		{"users", "/v1/users?search=ead&limit=50"},
		{"users", "/v1/users?search=nowhere"},
		{"users", "/v1/users?limit=50&offset=1000"},
		{"users", fmt.Sprintf("/v1/users/%d/following?limit=50", user)},
		{"users", fmt.Sprintf("/v1/users/%d/posts?limit=50", user)},
		{"posts", fmt.Sprintf("/v1/posts/%d/comments?limit=100", post)},
	}
}
