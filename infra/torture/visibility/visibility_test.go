// Package visibility makes people follow, comment and delete at random while admins
// deactivate and reactivate them, and checks that counters and lists match the
// acknowledged writes.
package visibility_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"social.example/infra/torture/api"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/figure"
)

func TestMain(m *testing.M) {
	apitest.CaptureLog()
	os.Exit(m.Run())
}

const (
	people = 12
	rounds = 5
)

func TestCountersAndListsAgreeWhateverWasDone(t *testing.T) {
	t.Parallel()
	n := newNetwork(t, api.New(t), people)
	operations := figure.Size(1_000, 10_000)
	for round := range rounds {
		var left atomic.Int64
		left.Store(int64(operations / rounds))
		var working sync.WaitGroup
		for _, p := range n.people {
			working.Go(func() {
				for left.Add(-1) >= 0 {
					n.act(t, p)
				}
			})
		}
		for half := range 2 { // of the users, so that two admins never change the same one
			working.Go(func() {
				for left.Add(-1) >= 0 {
					n.judge(t, n.people[2*rand.IntN(people/2)+half])
				}
			})
		}
		working.Wait()
		n.check(t, fmt.Sprintf("round %d", round))
	}
	for _, p := range n.people[:3] {
		n.erase(t, p)
	}
	n.check(t, "three were deleted")
	for _, p := range n.people {
		n.setActive(t, p, true)
	}
	n.check(t, "all are active again")
	figure.Report(t, "follow, comment, deactivate, reactivate, delete at random: counters or lists that are wrong", operations, n.wrong)
}

// check compares the API's counters and lists with the acknowledged writes.
func (n *network) check(t *testing.T, when string) {
	t.Helper()
	for _, p := range n.people {
		path := fmt.Sprintf("/v1/users/%d", p.id)
		if !p.active {
			for _, suffix := range []string{"", "/followers", "/following", "/posts"} {
				n.want(t, when, path+suffix, n.admin.Do(t, "GET", path+suffix, nil).Status, http.StatusNotFound)
			}
			continue
		}
		user := apitest.Data[social.User](t, n.admin.Do(t, "GET", path, nil).Want(t, http.StatusOK))
		var followers, following, posts, feed []int64
		for _, other := range n.people {
			if other.active && n.follows[[2]int64{other.id, p.id}] {
				followers = append(followers, other.id)
			}
			if other.active && n.follows[[2]int64{p.id, other.id}] {
				following = append(following, other.id)
			}
		}
		for id, author := range n.posts {
			if author == p.id {
				posts = append(posts, id)
			}
			if author == p.id || slices.Contains(following, author) {
				feed = append(feed, id)
			}
		}
		n.wantList(t, when, path+"/followers", followers, user.FollowersCount)
		n.wantList(t, when, path+"/following", following, user.FollowingCount)
		n.wantList(t, when, path+"/posts", posts, user.PostsCount)
		n.want(t, when, "the feed of "+path, sorted(apitest.Walk(t, n.as(t, p), "/v1/users/feed?limit=50", func() {})), sorted(feed))
	}
	for post, author := range n.posts {
		path := fmt.Sprintf("/v1/posts/%d", post)
		answer := n.admin.Do(t, "GET", path, nil)
		if !n.isActive(author) {
			n.want(t, when, path, answer.Status, http.StatusNotFound)
			n.want(t, when, path+"/comments", n.admin.Do(t, "GET", path+"/comments", nil).Status, http.StatusNotFound)
			continue
		}
		var comments []int64
		for _, c := range n.comments {
			if c.PostID == post && n.isActive(*c.UserID) {
				comments = append(comments, c.ID)
			}
		}
		n.wantList(t, when, path+"/comments", comments, apitest.Data[social.Post](t, answer.Want(t, http.StatusOK)).CommentsCount)
	}
}

// wantList checks that a list has exactly these ids, and that its counter agrees.
func (n *network) wantList(t *testing.T, when, path string, ids []int64, counted int) {
	t.Helper()
	n.want(t, when, path, sorted(apitest.Walk(t, n.admin, path+"?limit=50", func() {})), sorted(ids))
	n.want(t, when, "the counter of "+path, counted, len(ids))
}

func (n *network) want(t *testing.T, when, what string, got, want any) {
	t.Helper()
	if fmt.Sprint(got) != fmt.Sprint(want) {
		n.wrong++
		t.Errorf("%s: %s is %v, want %v", when, what, got, want)
	}
}

func sorted(ids []int64) []int64 {
	slices.Sort(ids)
	return ids
}
