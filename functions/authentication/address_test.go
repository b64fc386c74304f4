package authentication_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func TestAddressesThatNoMailReachesAreRefused(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for _, email := range []string{
		"usér@x.example", "us\u200ber@x.example", "user@x\u200b.example", strings.Repeat("a", 65) + "@x.example",
		"x@-a.com", "x@exa!mple#.com", "root@localhost", "x@b",
	} {
		r := registration("maya")
		r.Email = email
		f.register(t, r).WantProblem(t, http.StatusBadRequest, "email")
		f.resend(t, email).WantProblem(t, http.StatusBadRequest, "email")
		f.signIn(t, email, factory.Password).WantProblem(t, http.StatusUnauthorized)
	}
}

func TestSpellingsOfAMailboxAreOneAddress(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const stored = "one@xn--bcher-kva.example"
	r := registration("maya")
	r.Email = " one@Bücher.example\t"
	answer := f.register(t, r).Want(t, created)
	if got := apitest.Data[social.Registered](t, answer).Email; got != stored {
		t.Errorf("registered as %q, want %q", got, stored)
	}
	f.deliver(t, stored, "token")
	f.pass(t, "61 seconds")
	f.resend(t, "one@bücher.example ").Want(t, http.StatusAccepted).WantJSON(t, `{"data": {"email": %q}}`, stored)
	f.deliver(t, stored, "another")
	f.activate(t, "another").Want(t, http.StatusNoContent)
	for _, email := range []string{stored, "one@bücher.example", "ONE@BÜCHER.EXAMPLE", "one@bu\u0308cher.example", " " + stored + "\u3000\n"} {
		f.signIn(t, email, factory.Password).Want(t, created)
	}
	again := registration("again")
	again.Email = "one@bu\u0308cher.example"
	f.register(t, again).Want(t, created)
	if got := f.mails(t, stored); got != "registration renewal already_registered" {
		t.Errorf("mails %q, want the owner to be notified", got)
	}
}

func TestAccountsKeepAnAddressFromBeforeTheNormalForm(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for stored, spellings := range map[string][]string{
		"one@bücher.example": {"one@bücher.example", "One@xn--bcher-kva.example", "one@bu\u0308cher.example "},
		"usér@x.example":     {"usér@x.example", " USÉR@x.example"},
		"root@localhost":     {"root@localhost"},
	} {
		user := factory.User(t, f.db, social.Member)
		testdb.Exec(t, f.db, `UPDATE users SET email = $2 WHERE id = $1`, user.ID, stored)
		for _, email := range spellings {
			f.signIn(t, email, factory.Password).Want(t, created)
		}
	}
	r := registration("decoy")
	r.Email = "one@xn--bcher-kva.example"
	f.register(t, r).Want(t, created)
	if got := scan[string](t, f.db, `SELECT kind FROM emails`); got != "already_registered" {
		t.Errorf("mailed a %s, want the owner to be notified", got)
	}
}

// Two accounts may share a mailbox if their addresses are spelled differently.
// Each is found by its own spelling.
func TestTwoOldAccountsOfAMailboxStayApart(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for email, password := range map[string]string{"one@bücher.example": "the first one's", "one@xn--bcher-kva.example": "the second one's"} {
		hash, err := bcrypt.GenerateFromPassword([]byte(password), bcrypt.MinCost)
		if err != nil {
			t.Fatal(err)
		}
		user := factory.User(t, f.db, social.Member)
		testdb.Exec(t, f.db, `UPDATE users SET email = $2, password_hash = $3 WHERE id = $1`, user.ID, email, string(hash))
		f.signIn(t, email, password).Want(t, created)
	}
	f.signIn(t, "one@bücher.example", "the first one's").Want(t, created)
}

func TestAttemptsOnAllSpellingsCountTogether(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Limits = strict
	c.Redis.URL = ""
	client := instance(t, c)
	spellings := []string{"one@bücher.example", "one@xn--bcher-kva.example", " ONE@BÜCHER.example"}
	for i := range perAccount + 1 {
		want := http.StatusUnauthorized
		if i == perAccount {
			want = http.StatusTooManyRequests
		}
		client.Do(t, "POST", "/v1/authentication/token", social.Credentials{Email: spellings[i%3], Password: "guess"},
			"X-Forwarded-For", fmt.Sprintf("10.%d.0.1", i)).Want(t, want)
	}
}

func TestPasswordIsTheSameFromEveryKeyboard(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const composed, decomposed = "caf\u00e9 noir", "cafe\u0301 noir"
	for name, as := range map[string]string{"maya": composed, "noor": decomposed} {
		r := registration(name)
		r.Password = as
		f.register(t, r).Want(t, created)
		f.deliver(t, r.Email, name)
		f.activate(t, name).Want(t, http.StatusNoContent)
		for _, typed := range []string{composed, decomposed} {
			f.signIn(t, r.Email, typed).Want(t, created)
		}
		f.signIn(t, r.Email, "cafe noir").WantProblem(t, http.StatusUnauthorized)
	}
}

func TestSignInRenewsAHashOfAPasswordAsItWasTyped(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const composed, decomposed = "caf\u00e9 noir", "cafe\u0301 noir"
	old, err := bcrypt.GenerateFromPassword([]byte(decomposed), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	email := factory.Email(factory.User(t, f.db, social.Member).Username)
	testdb.Exec(t, f.db, `UPDATE users SET password_hash = $1`, string(old))
	f.signIn(t, email, composed).WantProblem(t, http.StatusUnauthorized)
	f.signIn(t, email, decomposed).Want(t, created)
	f.signIn(t, email, composed).Want(t, created)
}
