package authentication_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
)

// The sign-out before reached the database, but not the cache.
func TestASignOutThatIsRepeatedIsInForceOnTheNextRequest(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	other, session := f.start(t, user), f.start(t, user)
	f.signOut(t, other.AccessToken).Want(t, http.StatusNoContent) // caches the user
	if _, err := (store.Sessions{DB: f.db}).End(t.Context(), user.ID, session.Session.ID); err != nil {
		t.Fatal(err)
	}
	f.signOut(t, session.AccessToken).Want(t, http.StatusNoContent)
	f.signOut(t, session.AccessToken).WantProblem(t, http.StatusUnauthorized)
}
