package authentication_test

import (
	"net/http"
	"testing"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func hashOf(t testing.TB, cost int) string {
	t.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(factory.Password), cost)
	if err != nil {
		t.Fatal(err)
	}
	return string(hash)
}

func TestSignInRenewsAHashOfAnotherCost(t *testing.T) {
	t.Parallel()
	f := newFunction(t) // with the lowest cost
	email := factory.Email(factory.User(t, f.db, social.Member).Username)
	testdb.Exec(t, f.db, `UPDATE users SET password_hash = $1`, hashOf(t, 5))
	cost := func() int {
		cost, err := bcrypt.Cost([]byte(scan[string](t, f.db, `SELECT password_hash FROM users`)))
		if err != nil {
			t.Fatal(err)
		}
		return cost
	}
	f.signIn(t, email, "wrong password").Want(t, http.StatusUnauthorized)
	if got := cost(); got != 5 {
		t.Errorf("after a wrong password the hash has cost %d, want 5", got)
	}
	f.signIn(t, email, factory.Password).Want(t, created)
	if got := cost(); got != bcrypt.MinCost {
		t.Errorf("after a sign-in the hash has cost %d, want %d", got, bcrypt.MinCost)
	}
	f.signIn(t, email, factory.Password).Want(t, created)
}
