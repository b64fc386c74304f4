package authentication_test

import (
	"net/http"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/factory"
)

// rivals registers the owner of an address and then an attacker who cannot read
// its mails. The token in each mail is the username.
func (f function) rivals(t *testing.T) (owner, attacker social.Registration) {
	t.Helper()
	owner, attacker = registration("maya"), registration("mallory")
	owner.Password, attacker.Password, attacker.Email = "the owner's own", "the attacker's", strings.ToUpper(owner.Email)
	for _, r := range []social.Registration{owner, attacker} {
		f.register(t, r).Want(t, created)
		f.deliver(t, r.Email, r.Username)
		f.pass(t, "61 seconds")
	}
	return owner, attacker
}

func TestTheLinkThatIsOpenedDecidesWhichRegistrationBecomesTheAccount(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner, attacker := f.rivals(t)
	f.activate(t, owner.Username).Want(t, http.StatusNoContent)
	f.signIn(t, owner.Email, attacker.Password).WantProblem(t, http.StatusUnauthorized)
	f.signIn(t, owner.Email, owner.Password).Want(t, created)
	f.activate(t, attacker.Username).WantProblem(t, notFound)
	reuse := registration(attacker.Username)
	f.register(t, reuse).Want(t, created) // the name is free again
}

func TestRegisteringAgainChangesNothingForTheFirst(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	owner, attacker := f.rivals(t)
	attacker.Username = owner.Username // to find out whether the name is pending here, or to take it over
	f.register(t, attacker).WantProblem(t, http.StatusConflict, "username")
	f.activate(t, owner.Username).Want(t, http.StatusNoContent)
	f.signIn(t, owner.Email, owner.Password).Want(t, created)
}

// A pending name gets the same response as an active account's name, with any
// address.
func TestTakenNameDoesNotRevealARegistration(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	active := factory.User(t, f.db, social.Member)
	f.register(t, registration("maya")).Want(t, created)
	want := ""
	for _, try := range []struct{ name, email string }{
		{"maya", "maya@example.com"},
		{"maya", "kim@example.com"},
		{"maya", factory.Email(active.Username)},
		{active.Username, "maya@example.com"},
		{active.Username, factory.Email(active.Username)},
		{"Admin", "kim@example.com"},
	} {
		answer := f.Do(t, "POST", "/v1/authentication/user",
			social.Registration{Username: try.name, Email: try.email, Password: factory.Password}, "X-Request-Id", "the-same-for-all")
		answer.WantProblem(t, http.StatusConflict, "username")
		if want == "" {
			want = string(answer.Body)
		}
		if string(answer.Body) != want {
			t.Errorf("%s at %s: %s, want %s", try.name, try.email, answer.Body, want)
		}
	}
	if !strings.Contains(want, "ask for a new activation mail") {
		t.Errorf("%s does not tell the owner what to do", want)
	}
}
