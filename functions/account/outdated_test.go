package account_test

import (
	"net/http"
	"strings"
	"testing"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

// confirmed are the operations that check the password, with the field that names it,
// and the status of a success. code is a code of the user's two-step sign-in.
var confirmed = map[string]struct {
	body   func(code string) any
	field  string
	status int
}{
	"PUT /v1/account/password": {func(string) any {
		return social.PasswordChange{CurrentPassword: factory.Password, Password: fresh}
	}, "current_password", http.StatusNoContent},
	"PUT /v1/account/email": {func(string) any {
		return social.EmailChange{Email: "moved@example.com", Password: factory.Password}
	}, "password", http.StatusAccepted},
	"POST /v1/account/totp":         {func(string) any { return confirmation }, "password", http.StatusCreated},
	"POST /v1/account/totp/removal": {func(code string) any { return removal(factory.Password, code) }, "password", http.StatusNoContent},
	"POST /v1/account/export":       {func(string) any { return confirmation }, "password", http.StatusOK},
	"POST /v1/account/deletion":     {func(string) any { return confirmation }, "password", http.StatusAccepted},
}

// whileItWaits sends the operation's request, replaces the hash of the user's password
// after the request has checked it, and returns the answer.
func (f function) whileItWaits(t *testing.T, operation string, hash []byte) apitest.Answer {
	t.Helper()
	user, client := f.member(t)
	code := ""
	if strings.HasSuffix(operation, "/removal") {
		secret, _ := turnOn(t, client)
		code = next(secret)
	}
	method, path, _ := strings.Cut(operation, " ")
	change := testdb.Begin(t, f.db, `SELECT FROM users WHERE id = $1 FOR UPDATE`, user.ID)
	answer := testdb.Waiting(t, f.db, func() apitest.Answer { return client.Do(t, method, path, confirmed[operation].body(code)) })
	testdb.Exec(t, change, `UPDATE users SET password_hash = $2 WHERE id = $1`, user.ID, string(hash))
	testdb.Commit(t, change)
	return <-answer
}

func hashOf(t testing.TB, password string, cost int) []byte {
	t.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(password), cost)
	if err != nil {
		t.Fatal(err)
	}
	return hash
}

// A sign-in renews an outdated hash.
func TestTheRightPasswordIsRightWhileASignInRenewsItsHash(t *testing.T) {
	t.Parallel()
	for operation, row := range confirmed {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			newFunction(t).whileItWaits(t, operation, hashOf(t, factory.Password, bcrypt.MinCost+1)).Want(t, row.status)
		})
	}
}

// The owner resets the password while a thief's request waits.
func TestAPasswordThatIsReplacedMeanwhileIsWrong(t *testing.T) {
	t.Parallel()
	for operation, row := range confirmed {
		t.Run(operation, func(t *testing.T) {
			t.Parallel()
			newFunction(t).whileItWaits(t, operation, hashOf(t, fresh, bcrypt.MinCost)).WantProblem(t, invalid, row.field)
		})
	}
}
