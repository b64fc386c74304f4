package overload_test

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"social.example/infra/torture/api"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

// crowd is many people who use the API concurrently.
type crowd struct {
	api    *api.API
	server *httptest.Server
	client *http.Client
	people []person
	posts  []social.Post

	answered, refused, wrong, unsent atomic.Int64
	commented, posted                atomic.Int64
}

type person struct {
	social.Actor
	token string
}

const (
	size     = 50 // people; each follows the next half of them
	original = 5  // posts of each person
)

func gather(t *testing.T) *crowd {
	t.Helper()
	c := &crowd{api: api.New(t)}
	c.server = httptest.NewServer(c.api)
	t.Cleanup(c.server.Close)
	c.client = &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: waiting}, Timeout: time.Minute}
	for range size {
		actor := factory.User(t, c.api.DB, social.Member)
		c.people = append(c.people, person{actor, apitest.Token(t, actor.ID)})
	}
	for i, p := range c.people {
		for n := range size / 2 {
			factory.Follow(t, c.api.DB, p.Actor, c.people[(i+1+n)%size].Actor)
		}
		for range original {
			c.posts = append(c.posts, factory.Post(t, c.api.DB, p.Actor, "go"))
		}
	}
	return c
}

// keepAsking runs clients concurrently for the period. Each sends its next request
// when it has the response to the last.
func (c *crowd) keepAsking(t *testing.T, clients int, period time.Duration) {
	end := time.Now().Add(period)
	var asking sync.WaitGroup
	for range clients {
		asking.Go(func() {
			for time.Now().Before(end) {
				c.ask(t)
			}
		})
	}
	asking.Wait()
}

// askAtRate sends rate requests a second, however many are answered, but never has more
// than waiting pending. It begins with that many at once: otherwise the time until that
// many are pending would depend on the machine.
func (c *crowd) askAtRate(t *testing.T, rate float64, waiting int, period time.Duration) {
	began := time.Now()
	slots := make(chan struct{}, waiting)
	var asking sync.WaitGroup
	for sent := -waiting; time.Since(began) < period; time.Sleep(time.Millisecond) {
		for ; float64(sent) < rate*time.Since(began).Seconds(); sent++ {
			select {
			case slots <- struct{}{}:
				asking.Go(func() {
					c.ask(t)
					<-slots
				})
			default:
				c.unsent.Add(1)
			}
		}
	}
	asking.Wait()
}

// ask sends a request as a random person: of 100 requests, 70 read a feed and 15 a
// post, and 5 each comment, write a post, and follow or unfollow.
func (c *crowd) ask(t *testing.T) {
	i := rand.IntN(size)
	me, other, post := c.people[i], c.people[(i+1+rand.IntN(size-1))%size], c.posts[rand.IntN(len(c.posts))]
	switch n := rand.IntN(100); {
	case n < 70:
		c.do(t, me, "GET", "/v1/users/feed", "", http.StatusOK, `{"data":[`)
	case n < 85:
		c.do(t, me, "GET", fmt.Sprint("/v1/posts/", post.ID), "", http.StatusOK, fmt.Sprintf(`"id":%d,`, post.ID))
	case n < 90:
		if c.do(t, me, "POST", fmt.Sprintf("/v1/posts/%d/comments", post.ID), `{"content": "c"}`, http.StatusCreated, `"content":"c"`) {
			c.commented.Add(1)
		}
	case n < 95:
		if c.do(t, me, "POST", "/v1/posts", `{"title": "t", "content": "c", "tags": ["go"]}`, http.StatusCreated, `"version":1`) {
			c.posted.Add(1)
		}
	default:
		c.do(t, me, "PUT", fmt.Sprintf("/v1/users/%d/%s", other.ID, []string{"follow", "unfollow"}[rand.IntN(2)]), "", http.StatusNoContent, "")
	}
}

// do reports whether the response to the request is correct.
func (c *crowd) do(t *testing.T, p person, method, path, body string, want int, contains string) bool {
	defer c.answered.Add(1)
	fail := func(what any) bool {
		if c.wrong.Add(1) <= 20 { // the first of thousands are enough
			t.Errorf("%s %s: %v", method, path, what)
		}
		return false
	}
	request, err := http.NewRequest(method, c.server.URL+path, strings.NewReader(body))
	if err != nil {
		return fail(err)
	}
	request.Header.Set("Authorization", "Bearer "+p.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := c.client.Do(request)
	if err != nil {
		return fail(err)
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	switch {
	case err != nil:
		return fail(err)
	case response.StatusCode == http.StatusTooManyRequests, response.StatusCode == http.StatusServiceUnavailable:
		c.refused.Add(1)
		return false
	case response.StatusCode != want || !strings.Contains(string(text), contains):
		return fail(fmt.Sprintf("status %d, want %d: %.300s", response.StatusCode, want, text))
	}
	return true
}

// percentile99 returns the 99th percentile of the time of reads without other load.
// It is the median of five runs, because a machine may stall.
func (c *crowd) percentile99(t *testing.T) time.Duration {
	t.Helper()
	var percentiles []time.Duration
	for range 5 {
		var took []time.Duration
		for n := range 400 {
			began := time.Now()
			c.do(t, c.people[n%size], "GET", "/v1/users/feed", "", http.StatusOK, `{"data":[`)
			took = append(took, time.Since(began))
		}
		slices.Sort(took)
		percentiles = append(percentiles, took[len(took)*99/100])
	}
	slices.Sort(percentiles)
	return percentiles[2]
}

// lost returns the number of acknowledged posts and comments that are missing, and of all
// that were acknowledged.
func (c *crowd) lost(t *testing.T) (lost, written int) {
	t.Helper()
	for table, count := range map[string]*atomic.Int64{"comments": &c.commented, "posts": &c.posted} {
		acknowledged := int(count.Load())
		var stored int
		if err := c.api.DB.QueryRow(t.Context(), `SELECT count(*) FROM `+table+` WHERE content = 'c'`).Scan(&stored); err != nil {
			t.Fatal(err)
		}
		written += acknowledged
		lost += max(acknowledged-stored, 0)
	}
	return lost, written
}
