package outage_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"strings"
	"sync"
	"testing"
	"time"

	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

// client sends requests as one person, in sequence, and knows the correct
// responses.
type client struct {
	rig   *rig
	actor social.Actor
	token string
	known string // the last acknowledged follow or unfollow; empty: unknown
}

// traffic runs the clients until stop is called.
func (r *rig) traffic(t *testing.T) (stop func()) {
	t.Helper()
	r.follows = map[int64]string{}
	ctx, cancel := context.WithCancel(t.Context())
	var running sync.WaitGroup
	for _, person := range r.people {
		c := &client{rig: r, actor: person, token: apitest.Token(t, person.ID)}
		running.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				c.step(n)
			}
			r.mutex.Lock()
			defer r.mutex.Unlock()
			if c.known != "" {
				r.follows[c.actor.ID] = c.known
			}
		})
	}
	return sync.OnceFunc(func() {
		cancel()
		running.Wait()
	})
}

// step sends one request.
func (c *client) step(n int) {
	r := c.rig
	path := fmt.Sprintf("/v1/posts/%d", r.post.ID)
	switch n % 10 {
	case 0:
		c.do("users", "GET", "/v1/users/me", "", http.StatusOK, fmt.Sprintf(`"id":%d,`, c.actor.ID))
	case 1:
		c.do("posts", "GET", path, "", http.StatusOK, fmt.Sprintf(`"id":%d,`, r.post.ID))
	case 2:
		c.do("feed", "GET", "/v1/users/feed?limit=5", "", http.StatusOK, `{"data":[`)
	case 3:
		if id, ok := c.do("posts", "POST", "/v1/posts", `{"title": "t", "content": "c"}`, http.StatusCreated, `"version":1`); ok {
			r.mutex.Lock()
			r.posts = append(r.posts, id)
			r.mutex.Unlock()
		}
	case 4:
		change := []string{"follow", "unfollow"}[rand.IntN(2)]
		c.known = ""
		if _, ok := c.do("users", "PUT", fmt.Sprintf("/v1/users/%d/%s", r.famous.ID, change), "", http.StatusNoContent, ""); ok {
			c.known = change
		}
	case 5:
		c.do("posts", "PATCH", path, `{"title": "mine"}`, http.StatusForbidden, "")
	case 6:
		name := fmt.Sprintf("new_%d_%d", c.actor.ID, n)
		body, _ := json.Marshal(social.Registration{Username: name, Email: factory.Email(name), Password: factory.Password})
		if _, ok := c.do("authentication", "POST", "/v1/authentication/user", string(body), http.StatusCreated, name); ok {
			r.mutex.Lock()
			r.accounts = append(r.accounts, factory.Email(name))
			r.mutex.Unlock()
		}
	case 7:
		body, _ := json.Marshal(social.Credentials{Email: factory.Email(c.actor.Username), Password: factory.Password})
		c.do("authentication", "POST", "/v1/authentication/token", string(body), http.StatusCreated, `"data":"ey`)
	case 8:
		c.do("posts", "GET", "/v1/posts/9223372036854775807", "", http.StatusNotFound, "")
	default:
		c.do("health", "GET", "/v1/health", "", http.StatusOK, `"postgres":"ok"`)
	}
}

// do sends a request and records the result. It returns the id in the response, and
// reports whether the response was correct.
func (c *client) do(function, method, path, body string, want int, contains string) (id int64, ok bool) {
	a := answer{began: time.Now()}
	defer func() { c.rig.note(a) }()
	request, err := http.NewRequestWithContext(context.Background(), method, c.rig.URL(function, path), strings.NewReader(body))
	if err != nil {
		a.wrong = err.Error()
		return 0, false
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := system.Client.Do(request)
	if err != nil {
		a.wrong = err.Error()
		return 0, false
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	switch {
	case err != nil:
		a.wrong = err.Error()
	case response.StatusCode == want && strings.Contains(string(text), contains):
		var created struct {
			Data struct {
				ID int64 `json:"id"`
			} `json:"data"`
		}
		_ = json.Unmarshal(text, &created) // some answers have no id
		return created.Data.ID, true
	case response.StatusCode == http.StatusServiceUnavailable && response.Header.Get("Retry-After") != "":
		a.refused = true
	default:
		a.wrong = fmt.Sprintf("%s %s: status %d, want %d: %.300s", method, path, response.StatusCode, want, text)
	}
	return 0, false
}
