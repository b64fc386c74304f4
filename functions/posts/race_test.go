package posts_test

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

// race runs attempt n times concurrently and counts the returned statuses.
func race(n int, attempt func(i int) int) map[int]int {
	statuses := make([]int, n)
	begin := make(chan struct{})
	var wait sync.WaitGroup
	for i := range n {
		wait.Go(func() {
			<-begin
			statuses[i] = attempt(i)
		})
	}
	close(begin)
	wait.Wait()
	counts := map[int]int{}
	for _, status := range statuses {
		counts[status]++
	}
	return counts
}

func TestRaceOfEditsOfOneVersionHasOneWinner(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	rounds, racers, wrong := figure.Size(5, 10_000), figure.Size(100, 5), 0
	for round := range rounds {
		var winner atomic.Int64
		got := race(racers, func(i int) int {
			status := client.Do(t, "PATCH", pathOf(post), fields{"content": long(i + 1), "version": round + 1}).Status
			if status == http.StatusOK {
				winner.Store(int64(i + 1))
			}
			return status
		})
		now := apitest.Data[social.Post](t, client.Do(t, "GET", pathOf(post), nil))
		if got[http.StatusOK] != 1 || got[http.StatusConflict] != racers-1 || now.Content != long(int(winner.Load())) {
			wrong++
			t.Errorf("round %d: %v and %q, want one 200 and its content, and 409 for the others", round, got, now.Content)
		}
	}
	if now := apitest.Data[social.Post](t, client.Do(t, "GET", pathOf(post), nil)); now.Version != rounds+1 {
		t.Errorf("version %d after %d edits, want %d", now.Version, rounds, rounds+1)
	}
	figure.Report(t, "races: edits of one version, rounds without exactly one winner", rounds, wrong)
}

func TestRaceOfOneKeyMakesOneRow(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	_, client := f.member(t)
	rounds, racers, wrong := figure.Size(15, 10_000), figure.Size(20, 3), 0
	for round := range rounds {
		bodies := make([]string, racers)
		got := race(racers, func(i int) int {
			answer := client.Do(t, "POST", "/v1/posts", draft, keyHeader, fmt.Sprint("key", round))
			bodies[i] = string(answer.Body)
			return answer.Status
		})
		if got[http.StatusCreated] != racers {
			t.Errorf("round %d: %v, want 201 only", round, got)
		}
		if answers := slices.Compact(bodies); got[http.StatusCreated] != racers || len(answers) > 1 {
			wrong++
			t.Errorf("round %d: different answers %q", round, answers)
		}
	}
	if n := f.count(t, "posts"); n != rounds {
		t.Errorf("%d posts for %d keys, want one for each", n, rounds)
	}
	figure.Report(t, "races: one idempotency key, rounds with more than one row or answer", rounds, wrong)
}

func TestRaceOfEditAndRemovalEndsWithoutThePost(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	const racers = 6
	rounds, wrong := figure.Size(60, 10_000), 0
	for round := range rounds {
		post := factory.Post(t, f.db, author)
		got := race(racers, func(i int) int {
			switch i {
			case 0:
				return client.Do(t, "DELETE", pathOf(post), nil).Status
			case 1:
				return client.Do(t, "POST", pathOf(post)+"/comments", `{"content": "c"}`).Status
			default:
				return client.Do(t, "PATCH", pathOf(post), `{"title": "t"}`).Status
			}
		})
		expected := got[http.StatusOK] + got[http.StatusCreated] + got[http.StatusNotFound] + 1
		if got[http.StatusNoContent] != 1 || expected != racers {
			wrong++
			t.Errorf("round %d: %v, want one 204 and 200, 201 or 404 for the others", round, got)
		}
		client.Do(t, "GET", pathOf(post), nil).Want(t, http.StatusNotFound)
	}
	if posts, comments := f.count(t, "posts"), f.count(t, "comments"); posts != 0 || comments != 0 {
		t.Errorf("%d posts and %d comments remain, want none", posts, comments)
	}
	figure.Report(t, "races: edits against removal, rounds with a revived post", rounds, wrong)
}

func TestRaceOfCommentsIsCountedExactly(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, client := f.member(t)
	post := factory.Post(t, f.db, author)
	const rounds, racers = 20, 50 // all lock one post: few enough to be served in time
	got := map[int]int{}
	for range rounds {
		for status, count := range race(racers, func(int) int {
			return client.Do(t, "POST", pathOf(post)+"/comments", `{"content": "c"}`).Status
		}) {
			got[status] += count
		}
	}
	now := apitest.Data[social.Post](t, client.Do(t, "GET", pathOf(post), nil))
	if want := rounds * racers; got[http.StatusCreated] != want || now.CommentsCount != want || f.count(t, "comments") != want {
		t.Errorf("%v made comments_count %d, want %d", got, now.CommentsCount, want)
	}
}
