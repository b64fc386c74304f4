package history_test

import (
	"net/http"

	"github.com/anishathalye/porcupine"
)

// read as the version of an input makes it a read; all others are edits.
const read = 0

// edit is a request to replace the content of a post at this version.
type edit struct {
	post, version int64
	content       string
}

// result is the response: the status and the post's current state.
type result struct {
	status  int // 0: unknown, the network failed
	version int64
	content string
}

// state is the state of a post.
type state struct {
	version int64
	content string
}

// model is the sequential behavior of a post.
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
		case 0: // judge keeps only those that took effect
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
