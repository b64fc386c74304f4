// Package history edits posts with many concurrent clients over a failing network,
// and checks that the history is linearizable: some order of the edits explains
// every response.
package history_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"os"
	"sync"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"social.example/infra/torture/api"
	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

func TestMain(m *testing.M) {
	apitest.CaptureLog() // the test causes failures that are logged
	os.Exit(m.Run())
}

const (
	clients = 50
	// cutAfter is the number of statements between two cuts. A cut closes at most
	// the eight connections of the pool and fails what runs on them, so most
	// requests are answered, on any machine.
	cutAfter = 150
)

func TestHistoryOfEditsIsLinearizable(t *testing.T) {
	t.Parallel()
	var network *system.Tap
	a := api.New(t, func(s *api.Settings) {
		network = system.NewTap(t, s.Postgres.URL)
		s.Postgres.URL = network.URL
		s.Postgres.QueryTimeout = time.Minute // nothing hangs: requests fail only by a cut
	})
	author := factory.User(t, a.DB, social.Member)
	client := apitest.Client{Handler: a, Token: apitest.Token(t, author.ID)}
	each := figure.Size(20, 400)
	var posts []int64
	for range clients * each / 100 {
		posts = append(posts, factory.Post(t, a.DB, author).ID)
	}
	if _, err := a.DB.Exec(t.Context(), `UPDATE posts SET content = 'start'`); err != nil {
		t.Fatal(err)
	}
	r := recorder{client: client, began: time.Now()}
	history := r.collide(t, posts[0])
	network.CutEach(cutAfter, "posts")
	history = append(history, r.edit(t, posts, each)...)
	network.Pass()
	var last []porcupine.Operation
	for _, post := range posts {
		last = append(last, r.do(t, clients, edit{post: post}))
	}
	judge(t, append(history, last))
}

// recorder sends requests and records their times and results.
type recorder struct {
	client apitest.Client
	began  time.Time
}

func (r recorder) do(t *testing.T, client int, in edit) porcupine.Operation {
	call := time.Since(r.began)
	out := ask(t, r.client, in)
	done := time.Since(r.began)
	if out.status == 0 {
		done = math.MaxInt64
	}
	return porcupine.Operation{ClientId: client, Input: in, Call: int64(call), Output: out, Return: int64(done)}
}

// collide makes all clients edit the version that all of them have read. On any
// machine, one of them wins and the others conflict.
func (r recorder) collide(t *testing.T, post int64) [][]porcupine.Operation {
	history := make([][]porcupine.Operation, clients)
	for n := range 2 {
		var group sync.WaitGroup
		for i := range clients {
			group.Go(func() {
				in := edit{post: post}
				if n > 0 {
					in = edit{post, history[i][0].Output.(result).version, fmt.Sprintf("first by %d", i)}
				}
				history[i] = append(history[i], r.do(t, i, in))
			})
		}
		group.Wait()
	}
	return history
}

// edit makes each client read and edit each times, often with a version that it
// knows. At any time, all clients work on a few posts.
func (r recorder) edit(t *testing.T, posts []int64, each int) [][]porcupine.Operation {
	history := make([][]porcupine.Operation, clients)
	var group sync.WaitGroup
	for i := range clients {
		group.Go(func() {
			seen := map[int64]int64{}
			for n := range each {
				post := posts[(n*len(posts)/each+rand.IntN(2))%len(posts)]
				o := r.do(t, i, edit{post, seen[post], fmt.Sprintf("%d by %d", n, i)})
				if out := o.Output.(result); out.status != 0 {
					seen[post] = out.version
				}
				if rand.IntN(4) == 0 {
					seen[post] = read
				}
				history[i] = append(history[i], o)
			}
		})
	}
	group.Wait()
	return history
}

func ask(t *testing.T, c apitest.Client, in edit) result {
	path := fmt.Sprintf("/v1/posts/%d", in.post)
	var answer apitest.Answer
	if in.version == read {
		answer = c.Do(t, "GET", path, nil)
	} else {
		answer = c.Do(t, "PATCH", path, map[string]any{"version": in.version, "content": in.content})
	}
	var body struct {
		Data struct {
			Version int64  `json:"version"`
			Content string `json:"content"`
		} `json:"data"`
		CurrentVersion int64 `json:"current_version"`
	}
	switch answer.Status {
	case http.StatusOK:
		apitest.Decode(t, answer, &body)
		return result{http.StatusOK, body.Data.Version, body.Data.Content}
	case http.StatusConflict:
		apitest.Decode(t, answer, &body)
		return result{http.StatusConflict, body.CurrentVersion, ""}
	case http.StatusServiceUnavailable:
		return result{}
	}
	return result{status: answer.Status}
}
