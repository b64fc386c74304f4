package notifications_test

import (
	"fmt"
	"math"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
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
		t.Errorf("%d unread after a mark in the future, want the one that came later", n)
	}
	me, err := store.Users{DB: f.db}.Me(t.Context(), author.ID)
	if err != nil || me.UnreadNotifications != 1 {
		t.Errorf("the account says %d unread (%v), want 1", me.UnreadNotifications, err)
	}
	if n := reader.unread(t); n != 0 {
		t.Errorf("another user has %d unread", n)
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
