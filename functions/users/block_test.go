package users_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestUnblockedUsersSeeEachOtherAndNoLongerFollow(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	blocker, client := f.user(t, social.Member)
	blocked, other := f.user(t, social.Member)
	factory.Follow(t, f.db, blocker, blocked)
	client.Do(t, "PUT", pathOf(blocked)+"/block", nil).Want(t, http.StatusNoContent)
	other.Do(t, "GET", pathOf(blocker), nil).WantProblem(t, http.StatusNotFound)
	other.Do(t, "DELETE", pathOf(blocker)+"/block", nil).WantProblem(t, http.StatusNotFound)
	client.Do(t, "GET", pathOf(blocked), nil).WantProblem(t, http.StatusNotFound)
	for range 2 { // the second changes nothing
		client.Do(t, "DELETE", pathOf(blocked)+"/block", nil).Want(t, http.StatusNoContent)
	}
	other.Do(t, "GET", pathOf(blocker), nil).Want(t, http.StatusOK)
	user := apitest.Data[social.User](t, client.Do(t, "GET", pathOf(blocked), nil).Want(t, http.StatusOK))
	if user.IsBlocked || user.IsFollowed {
		t.Errorf("after the unblock the user is %+v, want neither blocked nor followed", user)
	}
	client.Do(t, "DELETE", pathOf(blocker)+"/block", nil).WantProblem(t, http.StatusBadRequest)
	client.Do(t, "DELETE", "/v1/users/9223372036854775807/block", nil).WantProblem(t, http.StatusNotFound)
}

// TestARefusedChangeOfAnInactiveUserChangesNothing checks the state after a reactivation.
func TestARefusedChangeOfAnInactiveUserChangesNothing(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	admin := factory.User(t, f.db, social.Admin)
	users := store.Users{DB: f.db}
	for _, row := range []struct {
		first, then string
		kept        func(social.User) bool
	}{
		{"PUT block", "DELETE block", nil},
		{"PUT mute", "DELETE mute", func(u social.User) bool { return u.IsMuted }},
		{"PUT follow", "PUT unfollow", func(u social.User) bool { return u.IsFollowed }},
		{"", "PUT block", func(u social.User) bool { return !u.IsBlocked }},
		{"", "PUT mute", func(u social.User) bool { return !u.IsMuted }},
		{"", "PUT follow", func(u social.User) bool { return !u.IsFollowed }},
	} {
		actor, client := f.user(t, social.Member)
		subject, other := f.user(t, social.Member)
		act := func(request string) apitest.Answer {
			var method, operation string
			if _, err := fmt.Sscan(request, &method, &operation); err != nil {
				t.Fatal(err)
			}
			return client.Do(t, method, pathOf(subject)+"/"+operation, nil)
		}
		if row.first != "" {
			act(row.first).Want(t, http.StatusNoContent)
		}
		if _, err := users.Deactivate(t.Context(), admin.ID, subject.ID); err != nil {
			t.Fatal(err)
		}
		act(row.then).WantProblem(t, http.StatusNotFound)
		if _, err := users.Reactivate(t.Context(), admin.ID, subject.ID); err != nil {
			t.Fatal(err)
		}
		if row.kept == nil {
			testdb.Exec(t, f.db, `UPDATE users SET tokens_valid_after = created_at - interval '1 minute' WHERE id = $1`, subject.ID)
			other.Do(t, "GET", pathOf(actor), nil).WantProblem(t, http.StatusNotFound)
			continue
		}
		if user := apitest.Data[social.User](t, client.Do(t, "GET", pathOf(subject), nil).Want(t, http.StatusOK)); !row.kept(user) {
			t.Errorf("%s, then %s: the user is %+v", row.first, row.then, user)
		}
	}
}
