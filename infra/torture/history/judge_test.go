package history_test

import (
	"net/http"
	"testing"
	"time"

	"github.com/anishathalye/porcupine"

	"social.example/shared/test/figure"
)

// judge fails the test if no order explains the history.
func judge(t *testing.T, history [][]porcupine.Operation) {
	t.Helper()
	var all []porcupine.Operation
	statuses, asked := map[int]int{}, 0
	done := doneUnanswered(history)
	for i, operations := range history {
		for n, o := range operations {
			statuses[o.Output.(result).status]++
			asked++
			if o.Output.(result).status == 0 && !done[o.Input.(edit)] {
				continue
			}
			// After a request without a response, a client continues as a new one.
			o.ClientId = i*1_000_000 + n
			all = append(all, o)
		}
	}
	t.Logf("responses by status, 0 for none: %v", statuses)
	failed := 0
	if verdict := porcupine.CheckOperationsTimeout(model, decisive(all), 2*time.Minute); verdict != porcupine.Ok {
		failed = 1
		t.Errorf("the history is not linearizable: %s", verdict)
	}
	for status, minimum := range map[int]int{0: 1, http.StatusOK: asked / 4, http.StatusConflict: clients - 1} {
		if statuses[status] < minimum {
			t.Errorf("%d of %d responses have status %d, want at least %d", statuses[status], asked, status, minimum)
		}
	}
	figure.Report(t, "edits and reads of posts by 50 clients over a failing network: histories that no order explains", len(all), failed)
}

// decisive removes operations that cannot change the verdict. Of all operations
// that found a post in one state, it keeps the first to return and the last to be
// called: the state must have begun before the one and lasted until the other. The
// number of orders to try then no longer grows with the number of clients.
func decisive(history []porcupine.Operation) []porcupine.Operation {
	type finding struct {
		post     int64
		found    result
		wasAsked bool // a conflict although the version is the requested one; no order explains it
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

// version identifies a version of a post.
type version struct{ post, number int64 }

// doneUnanswered returns the edits without a response that took effect: a response shows
// their content, or a response shows a later version and no other edit can have made
// theirs. If several edits can have made a version that no response shows, the first one
// called counts as the one that did, since it makes no difference, and the others as
// without effect. If this were left open, each of them would double the number of orders
// to try.
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
