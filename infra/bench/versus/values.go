package versus

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"sync/atomic"

	"social.example/infra/bench/dataset"
)

// The placeholders of a request, of its header, of a sign-in, and of claims.
var (
	inRequest = []string{"viewer", "user", "post", "number", "email", "title", "content", "tag", "comment"}
	inHeader  = []string{"token", "viewer"}
	inSignIn  = []string{"viewer", "email", "number"}
	inClaims  = []string{"viewer", "email", "number", "now", "end"}
)

// values holds the values of the placeholders in one round of requests.
type values struct {
	set                *dataset.Set
	numbers            *atomic.Int64
	random             *rand.Rand
	viewer, user, post string
	token              string
	now, end           int64 // Unix time
}

// choose chooses the viewer and the ids of a client's round.
func (s *Server) choose(client, round uint64, c call) *values {
	random := rand.New(rand.NewPCG(s.turn<<32|client, round))
	v := &values{set: s.set, numbers: &s.numbers, random: random}
	if n := c.Viewers.len(); n > 0 {
		v.viewer = c.Viewers.at(random.IntN(n))
	}
	if n := s.users.len(); n > 0 {
		k := random.IntN(n)
		if v.user = s.users.at(k); v.user == v.viewer {
			v.user = s.users.at((k + 1) % n)
		}
	}
	if n := s.posts.len(); n > 0 {
		v.post = s.posts.at(random.IntN(n))
	}
	return v
}

// value returns what a placeholder stands for.
func (s *values) value(name string) (string, error) {
	v := ""
	switch name {
	case "viewer":
		v = s.viewer
	case "user":
		v = s.user
	case "post":
		v = s.post
	case "token":
		v = s.token
	case "number":
		v = strconv.FormatInt(s.numbers.Add(1), 10)
	case "now":
		v = strconv.FormatInt(s.now, 10)
	case "end":
		v = strconv.FormatInt(s.end, 10)
	case "email":
		id, err := strconv.ParseInt(s.viewer, 10, 64)
		if err != nil || id < 1 || id > int64(s.set.Users) {
			return "", fmt.Errorf("{email}: viewer %q is not in the data set", s.viewer)
		}
		v = s.set.Email(id)
	case "title":
		v = s.set.Post(1 + s.random.Int64N(int64(s.set.Posts))).Title
	case "content":
		v = s.set.Post(1 + s.random.Int64N(int64(s.set.Posts))).Content
	case "tag":
		for v == "" {
			if tags := s.set.Tags(1 + s.random.Int64N(int64(s.set.Posts))); len(tags) > 0 {
				v = tags[0]
			}
		}
	case "comment":
		v = s.set.Comment(1 + s.random.Int64N(int64(s.set.Comments))).Content
	}
	if v == "" {
		return "", fmt.Errorf("there is nothing for {%s}", name)
	}
	return v, nil
}
