package account_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
)

// An earlier request reached the database, but not the cache.
func TestARepeatedEndOfSessionsIsInForceOnTheNextRequest(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	sessions := store.Sessions{DB: f.db}
	for name, row := range map[string]struct {
		before func(user, here, there int64) error
		again  func(there int64) (method, path string, body any)
		status int
	}{
		"one session": {
			func(user, _, there int64) error { _, err := sessions.End(t.Context(), user, there); return err },
			func(there int64) (string, string, any) { return "DELETE", pathOf(there), nil },
			http.StatusNotFound,
		},
		"all others": {
			func(user, here, _ int64) error { _, err := sessions.EndOthers(t.Context(), user, here); return err },
			func(int64) (string, string, any) { return "DELETE", sessionsPath, nil },
			http.StatusNoContent,
		},
		"the account": {
			func(user, _, _ int64) error {
				_, err := store.Users{DB: f.db}.Delete(t.Context(), factory.Secret(social.Actor{ID: user}), social.Act{})
				return err
			},
			func(int64) (string, string, any) { return "POST", path + "/deletion", confirmation },
			http.StatusUnauthorized,
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			user := factory.User(t, f.db, social.Member)
			hereID, here := f.session(t, user)
			thereID, there := f.session(t, user)
			there.Do(t, "GET", sessionsPath, nil).Want(t, http.StatusOK) // caches the user
			if err := row.before(user.ID, hereID, thereID); err != nil {
				t.Fatal(err)
			}
			method, path, body := row.again(thereID)
			here.Do(t, method, path, body).Want(t, row.status)
			there.Do(t, "GET", sessionsPath, nil).WantProblem(t, http.StatusUnauthorized)
		})
	}
}
