package versus

import (
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync/atomic"
	"time"

	"social.example/infra/bench/dataset"
	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
	"social.example/infra/bench/usage"
)

// Server is another server, ready for requests.
type Server struct {
	Name string
	Base string

	pids         []int
	users, posts IDs
	set          *dataset.Set
	header       map[string]template
	tokens       *tokens // nil: nobody signs in
	scenarios    map[string][]call
	numbers      atomic.Int64 // what {number} stands for
	turn         uint64
}

// call is a request of a scenario.
type call struct {
	Request
	path, body template
}

// Compares reports whether the recipe has that scenario.
func (s *Server) Compares(scenario string) bool { return len(s.scenarios[scenario]) > 0 }

// Spent returns the processor time that the processes of the recipe have used, with
// their children.
func (s *Server) Spent() (total time.Duration) {
	for _, pid := range s.pids {
		total += usage.CPUWithChildren(pid)
	}
	return total
}

// Prepare begins a turn of a scenario: it gets tokens, and chooses other ids than in the
// turn before.
func (s *Server) Prepare(ctx context.Context) error {
	s.turn++
	if s.tokens == nil {
		return nil
	}
	return s.tokens.renew(ctx)
}

// Ask sends the scenario's next request and checks the response. Requests without
// weights are sent in turn; all requests of a client's round have the same ids.
func (s *Server) Ask(ctx context.Context, scenario string, client *load.Client) error {
	list := s.scenarios[scenario]
	c, round := list[client.Asked%len(list)], client.Asked/len(list)
	if c.Weight > 0 { // each request is a round of its own
		c, round = draw(list, client.Random), client.Asked
	}
	v := s.choose(uint64(client.Number), uint64(round), c)
	if err := s.send(ctx, c, v, client.Check); err != nil {
		return fmt.Errorf("%s: %s %s: %w", s.Name, c.Method, c.Path, err)
	}
	return nil
}

// draw returns one of the requests, by their weights.
func draw(list []call, random *rand.Rand) call {
	total := 0.0
	for _, c := range list {
		total += c.Weight
	}
	at := random.Float64() * total
	for _, c := range list {
		if at -= c.Weight; at < 0 {
			return c
		}
	}
	return list[len(list)-1]
}

func (s *Server) send(ctx context.Context, c call, v *values, check bool) error {
	r, err := c.write(ctx, c.path, c.body, v)
	if err != nil {
		return err
	}
	if !c.Anonymous {
		if s.tokens != nil {
			v.token = s.tokens.issued[v.viewer]
		}
		for name, t := range s.header {
			text, err := t.write(v.value, plain)
			if err != nil {
				return err
			}
			r.Header.Set(name, text)
		}
	}
	body, err := scenario.Do(r, c.Status)
	if err == nil && check && c.Has != "" {
		_, err = find(body, c.Has)
	}
	return err
}

// write makes the request with the values.
func (e Exchange) write(ctx context.Context, path, body template, v *values) (*http.Request, error) {
	target, err := path.write(v.value, inPath)
	if err != nil {
		return nil, err
	}
	var content io.Reader
	if body != nil {
		text, err := body.write(v.value, inString)
		if err != nil {
			return nil, err
		}
		content = strings.NewReader(text)
	}
	r, err := http.NewRequestWithContext(ctx, e.Method, e.Base+target, content)
	if err == nil && body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	return r, err
}
