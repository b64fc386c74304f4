package authentication_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// The user is cached as suspended, because a client with an older token sends requests all
// the time.
func TestSignInAfterASuspensionWorksAtOnce(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	old := factory.Session(t, f.db, user)
	testdb.Exec(t, f.db, `UPDATE users SET is_active = false, suspended_until = now() WHERE id = $1`, user.ID)
	f.signOut(t, apitest.SessionToken(t, user.ID, old)).WantProblem(t, http.StatusUnauthorized)
	if f.cached(t, user.ID).Active {
		t.Fatal("the user is cached as active")
	}
	if err := (store.Users{DB: f.db}).Lift(t.Context()); err != nil {
		t.Fatal(err)
	}
	token := apitest.Data[string](t, f.signIn(t, factory.Email(user.Username), factory.Password).Want(t, created))
	f.signOut(t, token).Want(t, http.StatusNoContent)
}
