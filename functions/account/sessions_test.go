package account_test

import (
	"fmt"
	"net/http"
	"slices"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

const sessionsPath = path + "/sessions"

func pathOf(session int64) string { return fmt.Sprint(sessionsPath, "/", session) }

// session signs the user in and returns the session's id and a client of it.
func (f function) session(t testing.TB, user social.Actor) (int64, apitest.Client) {
	t.Helper()
	id := factory.Session(t, f.db, user)
	return id, apitest.Client{Handler: f.Handler, Token: apitest.SessionToken(t, user.ID, id)}
}

func TestSessionsAreListedWithTheCurrentOneFirst(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, other := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	first, client := f.session(t, user)
	second, _ := f.session(t, user)
	third, _ := f.session(t, user)
	_, _ = f.session(t, other)
	var page struct {
		Data       []social.Session `json:"data"`
		NextCursor *string          `json:"next_cursor"`
	}
	apitest.Decode(t, client.Do(t, "GET", sessionsPath, nil).Want(t, http.StatusOK), &page)
	var ids []int64
	for i, session := range page.Data {
		ids = append(ids, session.ID)
		if session.IsCurrent != (i == 0) {
			t.Errorf("session %d is current: %t, want only the first", session.ID, session.IsCurrent)
		}
	}
	if want := []int64{first, third, second}; !slices.Equal(ids, want) || page.NextCursor != nil {
		t.Errorf("got %v and cursor %v, want %v", ids, page.NextCursor, want)
	}
	bare := apitest.Client{Handler: f.Handler, Token: apitest.Token(t, factory.User(t, f.db, social.Member).ID)}
	if got := string(bare.Do(t, "GET", sessionsPath, nil).Want(t, http.StatusOK).Body); got != `{"data":[],"next_cursor":null}` {
		t.Errorf("without sessions: %s, want an empty list", got)
	}
}

func TestASessionIsEndedByItsUserOnly(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	first, here := f.session(t, user)
	second, there := f.session(t, user)
	_, admin := f.session(t, factory.User(t, f.db, social.Admin))
	admin.Do(t, "DELETE", pathOf(second), nil).WantProblem(t, http.StatusNotFound)
	here.Do(t, "DELETE", pathOf(second), nil).Want(t, http.StatusNoContent)
	here.Do(t, "DELETE", pathOf(second), nil).WantProblem(t, http.StatusNotFound)
	there.Do(t, "GET", sessionsPath, nil).WantProblem(t, http.StatusUnauthorized)
	here.Do(t, "DELETE", pathOf(1<<60), nil).WantProblem(t, http.StatusNotFound)
	here.Do(t, "DELETE", sessionsPath+"/x", nil).WantProblem(t, http.StatusNotFound)
	here.Do(t, "DELETE", pathOf(first), nil).Want(t, http.StatusNoContent)
	here.Do(t, "GET", sessionsPath, nil).WantProblem(t, http.StatusUnauthorized)
}

func TestAllOtherSessionsEndAtOnce(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	_, older := f.session(t, user)
	_, here := f.session(t, user)
	_, newer := f.session(t, user)
	for range 2 {
		here.Do(t, "DELETE", sessionsPath, nil).Want(t, http.StatusNoContent)
	}
	older.Do(t, "GET", sessionsPath, nil).WantProblem(t, http.StatusUnauthorized)
	newer.Do(t, "GET", sessionsPath, nil).WantProblem(t, http.StatusUnauthorized)
	if sessions := apitest.Data[[]social.Session](t, here.Do(t, "GET", sessionsPath, nil).Want(t, http.StatusOK)); len(sessions) != 1 {
		t.Errorf("the sessions are %+v, want only the current one", sessions)
	}
	_, later := f.session(t, user)
	later.Do(t, "GET", sessionsPath, nil).Want(t, http.StatusOK)
}

func TestSessionsAreTheirUsersOnly(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner := factory.User(t, f.db, social.Member)
	_, member := f.session(t, factory.User(t, f.db, social.Member))
	_, moderator := f.session(t, factory.User(t, f.db, social.Moderator))
	_, admin := f.session(t, factory.User(t, f.db, social.Admin))
	_, here := f.session(t, owner)
	leaver := factory.User(t, f.db, social.Admin)
	_, gone := f.session(t, leaver)
	factory.Deactivate(t, f.db, leaver)
	clients := []apitest.Client{{Handler: f.Handler}, member, moderator, admin, here, gone}
	for _, row := range []struct {
		method, path string
		want         [6]int
	}{
		{"GET", sessionsPath, [6]int{401, 200, 200, 200, 200, 401}},
		{"DELETE", sessionsPath, [6]int{401, 204, 204, 204, 204, 401}},
		{"DELETE", "", [6]int{401, 404, 404, 404, 204, 401}},
	} {
		if row.path == "" { // after the others were ended
			row.path = pathOf(factory.Session(t, f.db, owner))
		}
		for i, client := range clients {
			if status := client.Do(t, row.method, row.path, nil).Status; status != row.want[i] {
				t.Errorf("%s %s by %d: %d, want %d", row.method, row.path, i, status, row.want[i])
			}
		}
	}
}
