package notifications_test

import (
	"fmt"
	"math"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/testdb"
)

func read(t testing.TB, p person, through int64) {
	t.Helper()
	p.client.Do(t, "PUT", path+"/read", social.ReadThrough{Through: through}).Want(t, http.StatusNoContent)
}

func TestReadNeverMovesBack(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	author, reader := f.person(t), f.person(t)
	post := author.writes(t, "post")
	for range 4 {
		reader.comments(t, post, nil, "comment")
	}
	all := author.list(t, "")
	for _, step := range []struct {
		name    string
		through int64
		unread  int
	}{
		{"the second oldest", all[2].ID, 2},
		{"the oldest", all[3].ID, 2},
		{"none: older than all", 1, 2},
		{"the newest", all[0].ID, 0},
		{"the second oldest again", all[2].ID, 0},
	} {
		read(t, author, step.through)
		if n := author.unread(t); n != step.unread {
			t.Errorf("read through %s: %d unread, want %d", step.name, n, step.unread)
		}
	}
	read(t, author, math.MaxInt64)
	reader.comments(t, post, nil, "later")
	if n := author.unread(t); n != 1 {
		t.Errorf("%d unread after a mark in the future, want only the later notification", n)
	}
	me, err := store.Users{DB: f.db}.Me(t.Context(), author.ID)
	if err != nil || me.UnreadNotifications != 1 {
		t.Errorf("the account says %d unread (%v), want 1", me.UnreadNotifications, err)
	}
	if n := reader.unread(t); n != 0 {
		t.Errorf("another user has %d unread, want none", n)
	}
}

func TestReadNeedsAnID(t *testing.T) {
	t.Parallel()
	user := newFunction(t).person(t)
	for _, through := range []string{`0`, `-1`, `null`, `"1"`, `1.5`, `9223372036854775808`} {
		user.client.Do(t, "PUT", path+"/read", fmt.Sprintf(`{"through": %s}`, through)).WantProblem(t, http.StatusBadRequest, "through")
	}
	user.client.Do(t, "PUT", path+"/read", `{}`).WantProblem(t, http.StatusBadRequest, "through")
}

// A notification is older than one that was read, but its transaction ends later.
func TestANotificationThatIsCommittedAfterANewerOneWasReadIsUnread(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	reader, early, late, fan := f.person(t), f.person(t), f.person(t), f.person(t)
	post, other := reader.writes(t, "post"), reader.writes(t, "other")
	fan.likes(t, other)
	commit := early.beginsToFollow(t, reader)
	late.likes(t, post)
	for range 2 {
		read(t, reader, reader.list(t, "")[0].ID)
		reader.wantUnread(t)
	}
	fan.likes(t, post)
	reader.wantUnread(t, post.ID)
	commit()
	reader.wantUnread(t, post.ID, 0)
	fan.unlikes(t, post)
	reader.wantUnread(t, 0)
	read(t, reader, reader.list(t, "")[2].ID)
	reader.wantUnread(t, 0)
	read(t, reader, reader.list(t, "")[0].ID)
	reader.wantUnread(t)
	fan.likes(t, reader.writes(t, "third"))
	if n := reader.unread(t); n != 1 {
		t.Errorf("%d unread at last, want 1", n)
	}
}

// beginsToFollow notifies the reader of a follow in a transaction that stays open until
// commit is called.
func (p person) beginsToFollow(t *testing.T, reader person) (commit func()) {
	t.Helper()
	tx, err := p.db.Begin(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	testdb.Exec(t, tx, `SELECT notifications_add($1, $2, 'follow', 0, 0)`, reader.ID, p.ID)
	return func() {
		if err := tx.Commit(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
}

// TestALikeThatWasReadStaysReadWhenItIsRepeated repeats a like that was read while an older
// notification was not committed yet.
func TestALikeThatWasReadStaysReadWhenItIsRepeated(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	reader, early, fan := f.person(t), f.person(t), f.person(t)
	post := reader.writes(t, "post")
	commit := early.beginsToFollow(t, reader)
	fan.likes(t, post)
	read(t, reader, reader.list(t, "")[0].ID)
	fan.unlikes(t, post)
	commit()
	fan.likes(t, reader.writes(t, "another"))
	read(t, reader, reader.list(t, "")[0].ID)
	fan.likes(t, post)
	reader.wantUnread(t)
}

// wantUnread fails the test unless the notifications about these posts are unread, newest
// first. 0 stands for a notification without a post.
func (p person) wantUnread(t testing.TB, posts ...int64) {
	t.Helper()
	got := []int64{}
	for _, n := range p.list(t, "") {
		switch {
		case n.IsRead:
		case n.Post == nil:
			got = append(got, 0)
		default:
			got = append(got, n.Post.ID)
		}
	}
	if fmt.Sprint(got) != fmt.Sprint(posts) {
		t.Errorf("the unread notifications are about %v, want %v", got, posts)
	}
	if n := p.unread(t); n != len(posts) {
		t.Errorf("%d unread, want %d", n, len(posts))
	}
}
