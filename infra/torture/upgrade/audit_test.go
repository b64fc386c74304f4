package upgrade_test

import (
	"bufio"
	"context"
	"encoding/json"
	"net/http"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"social.example/infra/torture/system"
	"social.example/shared/test/figure"
)

// stream follows the reader's feed as a browser does: it reconnects with the last
// event's id whenever the stream ends.
type stream struct {
	mutex sync.Mutex
	last  string
	seen  map[int64]int
}

// follow listens until the context ends. It closes opened once the stream is open.
func (s *stream) follow(ctx context.Context, c *crowd, opened chan struct{}) {
	begun := sync.OnceFunc(func() { close(opened) })
	for ; ctx.Err() == nil; time.Sleep(50 * time.Millisecond) {
		now := c.system.Load()
		function := "feed"
		if now.Functions["stream"] != nil {
			function = "stream"
		}
		// A deployment ends the streams of the instances that it replaces.
		replaced, end := context.WithCancel(ctx)
		go func() {
			for replaced.Err() == nil && c.system.Load() == now {
				time.Sleep(10 * time.Millisecond)
			}
			end()
		}()
		s.listen(replaced, now.URL(function, "/v1/users/feed/stream"), c, begun)
		end()
	}
}

func (s *stream) listen(ctx context.Context, address string, c *crowd, begun func()) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		panic(err)
	}
	request.Header.Set("Authorization", "Bearer "+c.tokens[people])
	if s.last != "" {
		request.Header.Set("Last-Event-ID", s.last)
	}
	response, err := (&http.Client{Transport: system.Client.Transport}).Do(request)
	if err != nil {
		return
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		c.note(func() {
			if response.StatusCode != http.StatusServiceUnavailable {
				c.wrong["a stream: "+response.Status]++
			}
		})
		return
	}
	fields := map[string]string{}
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		if line := lines.Text(); line != "" {
			name, value, _ := strings.Cut(line, ":")
			fields[name] = strings.TrimPrefix(value, " ")
			continue
		}
		var post struct {
			ID int64 `json:"id"`
		}
		s.mutex.Lock()
		if id, ok := fields["id"]; ok {
			s.last = id
			begun()
		}
		if fields["event"] == "post" && json.Unmarshal([]byte(fields["data"]), &post) == nil {
			s.seen[post.ID]++
		}
		s.mutex.Unlock()
		clear(fields)
	}
}

// missing returns the posts that the stream has not sent.
func (s *stream) missing(posts []int64) []int64 {
	s.mutex.Lock()
	defer s.mutex.Unlock()
	return slices.DeleteFunc(slices.Clone(posts), func(id int64) bool { return s.seen[id] > 0 })
}

// awaitStreams waits until the streams have sent all posts, at most a minute for each.
func (c *crowd) awaitStreams(t *testing.T) {
	t.Helper()
	posts := c.posts()
	for _, s := range c.streams {
		for deadline := time.Now().Add(time.Minute); len(s.missing(posts)) > 0 && time.Now().Before(deadline); {
			time.Sleep(50 * time.Millisecond)
		}
	}
}

func (c *crowd) posts() []int64 {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	var ids []int64
	for id := range c.titles {
		ids = append(ids, id)
	}
	return ids
}

// audit checks that all acknowledged writes exist.
func (c *crowd) audit(t *testing.T, mails map[string][]string) {
	t.Helper()
	lost, again := 0, 0
	lose := func(format string, args ...any) {
		t.Helper()
		lost++
		t.Errorf(format, args...)
	}
	for id, titles := range c.titles {
		var title string
		if err := c.db.QueryRow(t.Context(), `SELECT title FROM posts WHERE id = $1`, id).Scan(&title); err != nil || !slices.Contains(titles, title) {
			lose("post %d has the title %q, %v; want one of %q", id, title, err, titles)
		}
	}
	for _, id := range c.comments {
		var there bool
		if err := c.db.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM comments WHERE id = $1 AND NOT is_hidden)`, id).Scan(&there); err != nil || !there {
			lose("comment %d is gone, %v", id, err)
		}
	}
	for pair, follows := range c.follows {
		var there bool
		err := c.db.QueryRow(t.Context(), `SELECT EXISTS (SELECT FROM follows WHERE follower_id = $1 AND followee_id = $2)`, pair[0], pair[1]).Scan(&there)
		if err != nil || follows != nil && there != *follows {
			lose("%v follow: %v, %v", pair, there, err)
		}
	}
	for _, address := range c.registered {
		tokens := mails[address]
		accepted := slices.ContainsFunc(tokens, func(token string) bool {
			status, _ := c.ask(-1, "authentication", "PUT", "/v1/users/activate/"+token, nil)
			return status == http.StatusNoContent
		})
		if !accepted {
			lose("%s can't be activated with %q", address, tokens)
		}
	}
	for _, s := range c.streams {
		if missing := s.missing(c.posts()); len(missing) > 0 {
			lose("a stream has not sent %v", missing)
		}
		for id, times := range s.seen {
			if times > 1 {
				again++
				t.Errorf("a stream has sent post %d %d times", id, times)
			}
		}
	}
	for answer, times := range c.wrong {
		t.Errorf("%d times: %s", times, answer)
	}
	figure.Report(t, "requests while the released system is upgraded: answered otherwise than 2xx, 4xx or 503", c.answers, len(c.wrong))
	figure.Report(t, "what was acknowledged while the released system was upgraded: lost", len(c.titles)+len(c.comments)+len(c.follows)+len(c.registered), lost)
	figure.Report(t, "posts streamed while the released system was upgraded: sent twice", len(c.titles), again)
}
