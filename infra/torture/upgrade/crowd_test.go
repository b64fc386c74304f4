package upgrade_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/infra/torture/system"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

const people = 4

// crowd is a group of people who use a system, and the responses that they got.
type crowd struct {
	db      *pgxpool.Pool
	system  atomic.Pointer[system.System]
	ids     []int64
	tokens  []string
	streams []*stream

	mutex      sync.Mutex
	done       map[string]int // acknowledged requests, by kind
	answers    int
	wrong      map[string]int     // responses that must not occur
	refused    map[string]int     // 4xx and 503
	titles     map[int64][]string // of posts: the last acknowledged one, and later ones that may have been stored
	comments   []int64
	follows    map[[2]int64]*bool // nil: unknown
	registered []string           // addresses
}

func newCrowd(t *testing.T, db *pgxpool.Pool, s *system.System) *crowd {
	t.Helper()
	c := &crowd{
		db: db, done: map[string]int{}, wrong: map[string]int{}, refused: map[string]int{}, titles: map[int64][]string{}, follows: map[[2]int64]*bool{},
	}
	c.use(s)
	for i := range people + 1 {
		var id int64
		err := db.QueryRow(t.Context(), `
			INSERT INTO users (username, email, password_hash, is_active, activated_at)
			VALUES ($1::text, $1::text || '@example.com', repeat('x', 60), true, now()) RETURNING id`, fmt.Sprint("person_", i)).Scan(&id)
		if err != nil {
			t.Fatal(err)
		}
		c.ids, c.tokens = append(c.ids, id), append(c.tokens, apitest.Token(t, id))
	}
	// The last one only reads, and always follows all others.
	_, err := db.Exec(t.Context(), `INSERT INTO follows (follower_id, followee_id) SELECT $1, id FROM users WHERE id <> $1`, c.ids[people])
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// use directs all further requests to this system.
func (c *crowd) use(s *system.System) { c.system.Store(s) }

// start makes everybody send requests until stop is called.
func (c *crowd) start(t *testing.T) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var working, listening sync.WaitGroup
	forever := func(do func(n int)) {
		working.Go(func() {
			for n := 0; ctx.Err() == nil; n++ {
				do(n)
			}
		})
	}
	// A stream begins with the posts after its opening.
	streaming, end := context.WithCancel(t.Context())
	for range 2 {
		s := &stream{seen: map[int64]int{}}
		c.streams = append(c.streams, s)
		opened := make(chan struct{})
		listening.Go(func() { s.follow(streaming, c, opened) })
		<-opened
	}
	for i := range people {
		forever(func(n int) { c.write(i, n) })
	}
	forever(c.read)
	forever(c.register)
	return func() {
		cancel()
		working.Wait()
		c.awaitStreams(t)
		end()
		listening.Wait()
	}
}

// ask sends a request and returns the status and the body. The status is 0 if there
// was no response.
func (c *crowd) ask(who int, function, method, path string, body any, header ...string) (int, []byte) {
	var content bytes.Buffer
	if body != nil {
		if err := json.NewEncoder(&content).Encode(body); err != nil {
			panic(err)
		}
	}
	request, err := http.NewRequest(method, c.system.Load().URL(function, path), &content)
	if err != nil {
		panic(err)
	}
	request.Header.Set("Content-Type", "application/json")
	if who >= 0 {
		request.Header.Set("Authorization", "Bearer "+c.tokens[who])
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := system.Client.Do(request)
	status, said := 0, []byte(nil)
	if err == nil {
		defer response.Body.Close()
		status = response.StatusCode
		said, err = io.ReadAll(response.Body)
	}
	c.mutex.Lock()
	defer c.mutex.Unlock()
	c.answers++
	switch {
	case err != nil:
		c.wrong[fmt.Sprintf("%s %s: %v", method, path, err)]++
	case status >= 500 && status != http.StatusServiceUnavailable || status >= 300 && status < 400:
		c.wrong[fmt.Sprintf("%s %s: %d %s", method, path, status, said)]++
	case status < 300:
		c.done[method+" "+function]++
	default:
		c.refused[fmt.Sprintf("%s %s: %d", method, function, status)]++
	}
	return status, said
}

// write creates a post, edits it, comments on it, and follows or unfollows somebody.
func (c *crowd) write(who, n int) {
	title := fmt.Sprintf("%d by %d", n, who)
	status, said := c.ask(who, "posts", "POST", "/v1/posts", map[string]any{"title": title, "content": "c", "tags": []string{"upgrade"}},
		"Idempotency-Key", fmt.Sprintf("key-%d-%d", n, who))
	var post struct {
		Data struct {
			ID int64 `json:"id"`
		} `json:"data"`
	}
	if status != http.StatusCreated || json.Unmarshal(said, &post) != nil {
		return
	}
	id := post.Data.ID
	c.note(func() { c.titles[id] = []string{title} })
	path := fmt.Sprintf("/v1/posts/%d", id)
	c.note(func() { c.titles[id] = append(c.titles[id], title+", edited") })
	if status, _ := c.ask(who, "posts", "PATCH", path, map[string]string{"title": title + ", edited"}); status == http.StatusOK {
		c.note(func() { c.titles[id] = c.titles[id][1:] })
	}
	if status, said := c.ask(who, "posts", "POST", path+"/comments", map[string]string{"content": "c"}); status == http.StatusCreated && json.Unmarshal(said, &post) == nil {
		c.note(func() { c.comments = append(c.comments, post.Data.ID) })
	}
	pair := [2]int64{c.ids[who], c.ids[(who+1)%people]}
	c.note(func() { c.follows[pair] = nil })
	operation, follows := "follow", n%2 == 0
	if !follows {
		operation = "unfollow"
	}
	if status, _ := c.ask(who, "users", "PUT", fmt.Sprintf("/v1/users/%d/%s", pair[1], operation), nil); status == http.StatusNoContent {
		c.note(func() { c.follows[pair] = &follows })
	}
}

func (c *crowd) note(what func()) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	what()
}

// read requests one of the pages.
func (c *crowd) read(n int) {
	reader := people
	pages := [][2]string{
		{"feed", "/v1/users/feed?limit=50"},
		{"feed", "/v1/users/feed?sort=asc&tags=upgrade"},
		{"feed", "/v1/users/feed?search=edited"},
		{"posts", "/v1/posts/1"},
		{"posts", "/v1/posts/1/comments"},
		{"users", fmt.Sprintf("/v1/users/%d/followers", c.ids[0])},
		{"users", fmt.Sprintf("/v1/users/%d/following", c.ids[reader])},
		{"users", "/v1/users?search=person"},
		{"users", fmt.Sprintf("/v1/users/%d/posts", c.ids[0])},
		{"users", "/v1/users/me"},
	}
	page := pages[n%len(pages)]
	c.ask(reader, page[0], "GET", page[1], nil)
}

// register registers a new account.
func (c *crowd) register(n int) {
	name := fmt.Sprint("applicant_", n)
	status, _ := c.ask(-1, "authentication", "POST", "/v1/authentication/user",
		social.Registration{Username: name, Email: factory.Email(name), Password: factory.Password})
	if status == http.StatusCreated {
		c.note(func() { c.registered = append(c.registered, factory.Email(name)) })
	}
}

// await waits until n further requests of each kind have been acknowledged, and n/10
// registrations, because their hashes yield to all other work.
func (c *crowd) await(t *testing.T, when string, n int) {
	t.Helper()
	const registration = "POST authentication"
	kinds := []string{"POST posts", "PATCH posts", "PUT users", "GET feed", "GET users", registration}
	wanted := map[string]int{}
	c.note(func() {
		for _, kind := range kinds {
			wanted[kind] = c.done[kind] + n
		}
		wanted[registration] = c.done[registration] + max(n/10, 1)
	})
	left := ""
	patience := 2*time.Minute + time.Duration(n)*time.Second
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		left = ""
		c.note(func() {
			for _, kind := range kinds {
				if c.done[kind] < wanted[kind] {
					left = kind
				}
			}
		})
		if left == "" {
			return
		}
	}
	c.note(func() {
		t.Fatalf("%s: too few %s were acknowledged; wrong responses: %v; refused: %v", when, left, c.wrong, c.refused)
	})
}
