package visibility_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"sync"
	"testing"
	"time"

	"social.example/infra/torture/api"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/token"
)

// network is the API, its people, and their acknowledged writes.
type network struct {
	api    *api.API
	admin  apitest.Client
	people []*person
	wrong  int

	mutex    sync.Mutex
	follows  map[[2]int64]bool // by follower and followee
	posts    map[int64]int64   // authors by post
	comments map[int64]social.Comment
}

// person is a user who acts in sequence. One admin at a time deactivates or
// reactivates them.
type person struct {
	id     int64
	client apitest.Client
	active bool
}

func newNetwork(t *testing.T, a *api.API, size int) *network {
	n := &network{api: a, follows: map[[2]int64]bool{}, posts: map[int64]int64{}, comments: map[int64]social.Comment{}}
	n.admin = apitest.Client{Handler: a, Token: apitest.Token(t, factory.User(t, a.DB, social.Admin).ID)}
	for range size {
		user := factory.User(t, a.DB, social.Member)
		n.people = append(n.people, &person{user.ID, apitest.Client{Handler: a, Token: apitest.Token(t, user.ID)}, true})
		for range 2 {
			n.posts[factory.Post(t, a.DB, user).ID] = user.ID
		}
	}
	return n
}

// act sends a random request as the person. A refused request must change nothing.
func (n *network) act(t *testing.T, p *person) {
	other := n.people[rand.IntN(len(n.people))]
	status := 0
	switch kind := rand.IntN(10); {
	case kind < 3 && other != p:
		status = p.client.Do(t, "PUT", fmt.Sprintf("/v1/users/%d/follow", other.id), nil).Status
		n.note(status, http.StatusNoContent, func() { n.follows[[2]int64{p.id, other.id}] = true })
	case kind < 5 && other != p:
		status = p.client.Do(t, "PUT", fmt.Sprintf("/v1/users/%d/unfollow", other.id), nil).Status
		n.note(status, http.StatusNoContent, func() { n.follows[[2]int64{p.id, other.id}] = false })
	case kind < 8:
		answer := p.client.Do(t, "POST", fmt.Sprintf("/v1/posts/%d/comments", n.pick(0)), `{"content": "c"}`)
		status = answer.Status
		n.note(status, http.StatusCreated, func() {
			comment := apitest.Data[social.Comment](t, answer)
			n.comments[comment.ID] = comment
		})
	case kind < 9:
		answer := p.client.Do(t, "POST", "/v1/posts", `{"title": "t", "content": "c"}`)
		status = answer.Status
		n.note(status, http.StatusCreated, func() { n.posts[apitest.Data[social.Post](t, answer).ID] = p.id })
	default:
		post := n.pick(p.id)
		status = p.client.Do(t, "DELETE", fmt.Sprintf("/v1/posts/%d", post), nil).Status
		n.note(status, http.StatusNoContent, func() { delete(n.posts, post) })
	}
	switch status {
	case http.StatusNoContent, http.StatusCreated, http.StatusNotFound:
	case http.StatusUnauthorized:
		p.client.Token = n.token(t, p.id)
	default:
		t.Errorf("status %d, want 201, 204, 401 or 404", status)
	}
}

// note calls keep if the status is the acknowledged one.
func (n *network) note(status, acknowledged int, keep func()) {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	if status == acknowledged {
		keep()
	}
}

// pick returns a random post of the author, or of anybody if author is 0. If there
// is none, it returns the id of no post.
func (n *network) pick(author int64) int64 {
	n.mutex.Lock()
	defer n.mutex.Unlock()
	for post, by := range n.posts { // in random order
		if author == 0 || author == by {
			return post
		}
	}
	return 1 << 40
}

// judge deactivates an active person half of the time, and reactivates an inactive
// one.
func (n *network) judge(t *testing.T, p *person) {
	if !p.active || rand.IntN(2) == 0 {
		n.setActive(t, p, !p.active)
	}
}

func (n *network) setActive(t *testing.T, p *person, active bool) {
	suffix := map[bool]string{true: "reactivate", false: "deactivate"}[active]
	if status := n.admin.Do(t, "PUT", fmt.Sprintf("/v1/users/%d/%s", p.id, suffix), nil).Status; status != http.StatusNoContent {
		t.Errorf("%s: status %d, want 204", suffix, status)
		return
	}
	p.active = active
}

// erase deletes the person and all their data.
func (n *network) erase(t *testing.T, p *person) {
	if _, err := n.api.DB.Exec(t.Context(), `DELETE FROM users WHERE id = $1`, p.id); err != nil {
		t.Fatal(err)
	}
	for post, author := range n.posts {
		if author == p.id {
			delete(n.posts, post)
		}
	}
	var others []*person
	for _, other := range n.people {
		if other != p {
			others = append(others, other)
		}
	}
	n.people = others
}

func (n *network) isActive(id int64) bool {
	for _, p := range n.people {
		if p.id == id {
			return p.active
		}
	}
	return false
}

// as returns the person's client with a valid token.
func (n *network) as(t *testing.T, p *person) apitest.Client {
	p.client.Token = n.token(t, p.id)
	return p.client
}

// token returns a token as a sign-in would issue it, later than the time at which
// sessions were ended.
func (n *network) token(t *testing.T, id int64) string {
	var ended time.Time
	if err := n.api.DB.QueryRow(t.Context(), `SELECT tokens_valid_after FROM users WHERE id = $1`, id).Scan(&ended); err != nil {
		t.Error(err)
		return ""
	}
	since := time.Now()
	if next := ended.Truncate(time.Second).Add(time.Second); next.After(since) {
		since = next
	}
	text, err := token.New(apitest.Tokens(t), time.Now).Issue(token.Claim{UserID: id, Issued: since})
	if err != nil {
		t.Error(err)
	}
	return text
}
