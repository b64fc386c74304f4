// Package history edits posts with many clients at once, over a network that
// fails, and asks whether there is an order of the edits that explains every
// answer.
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
	"social.example/shared/apitest"
	"social.example/shared/factory"
	"social.example/shared/figure"
	"social.example/shared/social"
	"social.example/shared/testproxy"
)

func TestMain(m *testing.M) {
	apitest.CaptureLog() // the failures that it wants
	os.Exit(m.Run())
}

// read is an input that asks for the post; others are edits.
const read = 0

// edit is what a client asks for: to give the version of a post this content.
type edit struct {
	post, version int64
	content       string
}

// result is the answer: what the post is now, or why not.
type result struct {
	status  int // 0: unknown, the network failed
	version int64
	content string
}

// state is a post.
type state struct {
	version int64
	content string
}

// model is a post as one client alone would meet it.
var model = porcupine.Model{
	Partition: func(history []porcupine.Operation) [][]porcupine.Operation {
		byPost := map[int64][]porcupine.Operation{}
		for _, o := range history {
			post := o.Input.(edit).post
			byPost[post] = append(byPost[post], o)
		}
		var parts [][]porcupine.Operation
		for _, part := range byPost {
			parts = append(parts, part)
		}
		return parts
	},
	Init: func() any { return state{1, "start"} },
	Step: func(before, input, output any) (bool, any) {
		now, in, out := before.(state), input.(edit), output.(result)
		after := now
		if in.version == now.version && in.version != read {
			after = state{now.version + 1, in.content}
		}
		switch out.status {
		case 0: // only those are judged that were done
			return after != now, after
		case http.StatusOK:
			return (in.version == read || after != now) && out.version == after.version && out.content == after.content, after
		case http.StatusConflict:
			return in.version != read && after == now && out.version == now.version, now
		}
		return false, now
	},
	Equal: func(a, b any) bool { return a == b },
}

func TestHistoryOfEditsIsLinearizable(t *testing.T) {
	t.Parallel()
	var proxy *testproxy.Proxy
	a := api.New(t, func(s *api.Settings) {
		s.Postgres.URL, proxy = testproxy.InFront(t, s.Postgres.URL)
		s.Postgres.QueryTimeout = 2 * time.Second
	})
	author := factory.User(t, a.DB, social.Member)
	client := apitest.Client{Handler: a, Token: apitest.Token(t, author.ID)}
	const clients = 50
	each := figure.Size(20, 400)
	var posts []int64
	for range clients * each / 100 {
		posts = append(posts, factory.Post(t, a.DB, author).ID)
	}
	if _, err := a.DB.Exec(t.Context(), `UPDATE posts SET content = 'start'`); err != nil {
		t.Fatal(err)
	}
	stop := breakNow(t, proxy)
	history := make([][]porcupine.Operation, clients)
	began := time.Now()
	var group sync.WaitGroup
	for i := range clients {
		group.Go(func() {
			seen := map[int64]int64{}
			for n := range each {
				// All work on a few posts at a time, and often know them well.
				post := posts[(n*len(posts)/each+rand.IntN(2))%len(posts)]
				in := edit{post, seen[post], fmt.Sprintf("%d by %d", n, i)}
				call := time.Since(began)
				out := ask(t, client, in)
				done := time.Since(began)
				if out.status == 0 {
					done = math.MaxInt64
				} else {
					seen[post] = out.version
				}
				if rand.IntN(4) == 0 {
					seen[post] = read
				}
				history[i] = append(history[i], porcupine.Operation{
					ClientId: i, Input: in, Call: int64(call), Output: out, Return: int64(done),
				})
			}
		})
	}
	group.Wait()
	stop()
	var last []porcupine.Operation
	for _, post := range posts {
		in, call := edit{post: post}, time.Since(began)
		out := ask(t, client, in)
		last = append(last, porcupine.Operation{Input: in, Call: int64(call), Output: out, Return: int64(time.Since(began))})
	}
	judge(t, append(history, last))
}

// judge looks for the order that explains the history.
func judge(t *testing.T, history [][]porcupine.Operation) {
	t.Helper()
	var all []porcupine.Operation
	statuses := map[int]int{}
	done := doneUnanswered(history)
	for i, operations := range history {
		for n, o := range operations {
			statuses[o.Output.(result).status]++
			if o.Output.(result).status == 0 && !done[o.Input.(edit)] {
				continue
			}
			// A client whose request had no answer goes on as another one.
			o.ClientId = i*1_000_000 + n
			all = append(all, o)
		}
	}
	t.Logf("answers by status, 0 for none: %v", statuses)
	failed := 0
	if verdict := porcupine.CheckOperationsTimeout(model, decisive(all), 2*time.Minute); verdict != porcupine.Ok {
		failed = 1
		t.Errorf("the history is not linearizable: %s", verdict)
	}
	for _, status := range []int{http.StatusOK, http.StatusConflict} {
		if statuses[status] == 0 {
			t.Errorf("there was no %d: the clients do not race", status)
		}
	}
	figure.Report(t, "edits and reads of posts by 50 clients over a failing network: histories that no order explains", len(all), failed)
}

// decisive leaves out what can't change the verdict. Of all answers that found a
// post in one state, that state must have begun before the first of them
// returned and have lasted until the last of them was called: those two say all,
// and the orders to try no longer grow with the number of clients.
func decisive(history []porcupine.Operation) []porcupine.Operation {
	type finding struct {
		post     int64
		found    result
		wasAsked bool // a conflict with the very version that was asked for, which no order explains
	}
	var kept []porcupine.Operation
	first, last := map[finding]porcupine.Operation{}, map[finding]porcupine.Operation{}
	for _, o := range history {
		in, out := o.Input.(edit), o.Output.(result)
		if in.version != read && out.status != http.StatusConflict {
			kept = append(kept, o)
			continue
		}
		f := finding{in.post, out, in.version == out.version}
		if other, ok := first[f]; !ok || o.Return < other.Return {
			first[f] = o
		}
		if other, ok := last[f]; !ok || o.Call > other.Call {
			last[f] = o
		}
	}
	for f, o := range first {
		kept = append(kept, o)
		if last[f] != o {
			kept = append(kept, last[f])
		}
	}
	return kept
}

// version names a version of a post.
type version struct{ post, number int64 }

// doneUnanswered returns which requests without an answer were done after all:
// what they asked for is in some answer, or a later version is and nobody but
// they can have made theirs. Of several of those the first to ask stands for
// all: who made a version that nobody saw makes no difference to anyone. The
// others have done nothing, and to leave open which these are would multiply
// the orders to try by two for each.
func doneUnanswered(history [][]porcupine.Operation) map[edit]bool {
	content, newest := map[version]string{}, map[int64]int64{}
	for _, operations := range history {
		for _, o := range operations {
			if out, post := o.Output.(result), o.Input.(edit).post; out.status != 0 {
				newest[post] = max(newest[post], out.version)
				if out.status == http.StatusOK {
					content[version{post, out.version}] = out.content
				}
			}
		}
	}
	done, first := map[edit]bool{}, map[version]porcupine.Operation{}
	for _, operations := range history {
		for _, o := range operations {
			in := o.Input.(edit)
			made := version{in.post, in.version + 1}
			if o.Output.(result).status != 0 || in.version == read || made.number > newest[in.post] {
				continue
			}
			if seen, known := content[made]; known {
				done[in] = seen == in.content
			} else if other, ok := first[made]; !ok || o.Call < other.Call {
				first[made] = o
			}
		}
	}
	for _, o := range first {
		done[o.Input.(edit)] = true
	}
	return done
}

// breakNow breaks the connections to the database now and then.
func breakNow(t *testing.T, proxy *testproxy.Proxy) (stop func()) {
	done := make(chan struct{})
	var running sync.WaitGroup
	running.Go(func() {
		for {
			select {
			case <-done:
				return
			case <-time.After(300 * time.Millisecond):
				proxy.Cut()
				proxy.Restore(t)
			}
		}
	})
	return func() {
		close(done)
		running.Wait()
	}
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
