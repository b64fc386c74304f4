package replica_test

import (
	"bytes"
	"fmt"
	"net/http"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

// onlooker is a user who only reads, so that replicas answer. What it reads changes in
// the database itself, so that nobody is pinned.
type onlooker struct {
	w     world
	post  social.Post // by an author that the onlooker follows
	own   social.Post // has a comment, which the onlooker is notified of
	reads []read
	turns int
}

// read is a request whose response shows one of the posts or the author.
type read struct {
	client apitest.Client
	path   string
}

func (r read) body(t *testing.T) []byte {
	t.Helper()
	return r.client.Do(t, "GET", r.path, nil).Want(t, http.StatusOK).Body
}

// functions are instances by name.
type functions map[string]http.Handler

// newOnlooker returns an onlooker who reads from these instances.
func newOnlooker(t *testing.T, w world, instances functions) *onlooker {
	t.Helper()
	user, client := w.member(t)
	author := factory.User(t, w.owner, social.Member)
	factory.Follow(t, w.owner, user, author)
	o := &onlooker{w: w, post: factory.Post(t, w.owner, author), own: factory.Post(t, w.owner, user)}
	factory.Comment(t, w.owner, o.own, author)
	paths := map[string]string{
		"posts":         fmt.Sprintf("/v1/posts/%d", o.post.ID),
		"feed":          "/v1/users/feed",
		"users":         fmt.Sprintf("/v1/users/%d", author.ID),
		"notifications": "/v1/notifications",
	}
	for name, instance := range instances {
		o.reads = append(o.reads, read{client(instance), paths[name]})
	}
	return o
}

// change changes the posts and the author.
func (o *onlooker) change(t *testing.T) {
	t.Helper()
	o.turns++
	_, err := o.w.owner.Exec(t.Context(), `
		WITH author AS (UPDATE users SET bio = $2 WHERE id = $3) UPDATE posts SET title = $2 WHERE id = ANY ($1)`,
		[]int64{o.post.ID, o.own.ID}, fmt.Sprintf("turn %d", o.turns), o.post.UserID)
	if err != nil {
		t.Fatal(err)
	}
}

// lag stops the replay at a moment when all instances read from the replica: the
// onlooker then reads what is old.
func (o *onlooker) lag(t *testing.T) {
	t.Helper()
	for {
		resume(t)
		var before [][]byte
		for _, r := range o.reads {
			before = append(before, r.body(t))
		}
		pause(t)
		o.change(t)
		stale := true
		for i, r := range o.reads {
			stale = stale && bytes.Equal(r.body(t), before[i])
		}
		if stale {
			return
		}
		time.Sleep(50 * time.Millisecond) // each instance looks once a second
	}
}

// sees waits until the onlooker reads the last change everywhere.
func (o *onlooker) sees(t *testing.T) {
	t.Helper()
	for _, r := range o.reads {
		for !o.isNew(r.body(t)) {
			time.Sleep(10 * time.Millisecond)
		}
	}
}

// isNew reports whether a response shows the last change.
func (o *onlooker) isNew(body []byte) bool {
	return bytes.Contains(body, fmt.Appendf(nil, `"turn %d"`, o.turns))
}
