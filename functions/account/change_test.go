package account_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"social.example/functions/account"
	"social.example/shared/ratelimit"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func TestChangePasswordReplacesItAndNotifiesTheOwner(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	token := apitest.Token(t, user.ID)
	f.changePassword(t, token, factory.Password, fresh).Want(t, http.StatusNoContent)
	hash := scan[string](t, f.db, `SELECT password_hash FROM users WHERE id = $1`, user.ID)
	if err := bcrypt.CompareHashAndPassword([]byte(hash), []byte(fresh)); err != nil {
		t.Error(err)
	}
	if got := f.mails(t, factory.Email(user.Username)); got != "password_changed" {
		t.Errorf("mails %q, want password_changed", got)
	}
	if lines := strings.Join(log.Lines(""), ""); strings.Contains(lines, fresh) {
		t.Error("the password is in the log")
	}
}

func TestChangePasswordNamesTheInvalidField(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	token := apitest.Token(t, user.ID)
	f.changePassword(t, token, "wrong", fresh).WantProblem(t, invalid, "current_password")
	f.changePassword(t, token, factory.Password, "short").WantProblem(t, invalid, "password")
	f.changePassword(t, token, factory.Password, "PASSWORD123").WantProblem(t, invalid, "password")
	f.changePassword(t, token, factory.Password, factory.Email(user.Username)).WantProblem(t, invalid, "password")
	f.as(token).Do(t, "PUT", "/v1/account/password", `{}`).WantProblem(t, invalid, "current_password", "password")
	if got := f.mails(t, factory.Email(user.Username)); got != "" {
		t.Errorf("mails %q, want none", got)
	}
}

// A thief with a token must not be able to guess the password.
func TestWrongPasswordsAreLimitedPerAccount(t *testing.T) {
	t.Parallel()
	f := newFunction(t, func(c *account.Config) {
		c.Limits = ratelimit.Config{
			Enabled: true, Requests: 1000, Window: time.Hour, AuthRequests: 3, AuthWindow: time.Hour, ClientIPPosition: 1,
		}
	})
	victim, other := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	try := func(user social.Actor, address string) apitest.Answer {
		return f.as(apitest.Token(t, user.ID)).Do(t, "PUT", "/v1/account/password",
			social.PasswordChange{CurrentPassword: "a guess", Password: fresh}, "X-Forwarded-For", address)
	}
	for _, address := range []string{"192.0.2.1", "198.51.100.1", "203.0.113.1"} {
		try(victim, address).WantProblem(t, invalid, "current_password")
	}
	try(victim, "192.0.2.200").WantProblem(t, http.StatusTooManyRequests)
	try(other, "198.51.100.200").WantProblem(t, invalid, "current_password")
}

func TestChangeEmailRespondsTheSameWhoeverHasTheAddress(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, other := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	token, taken := apitest.Token(t, user.ID), factory.Email(other.Username)
	for _, address := range []string{"new@example.org", taken} {
		f.changeEmail(t, token, address, factory.Password).Want(t, http.StatusAccepted).WantJSON(t, `{"data": {"email": %q}}`, address)
	}
	got := []string{f.mails(t, "new@example.org"), f.mails(t, taken), f.mails(t, factory.Email(user.Username))}
	want := []string{"email_change", "email_taken", "email_change_notice email_change_notice"}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("mails %q, want %q", got[i], want[i])
		}
	}
	f.pubsub.Wait()
	if n := len(f.pubsub.Messages()); n != 4 {
		t.Errorf("%d events, want 4", n)
	}
	if got := scan[string](t, f.db, `SELECT email::text FROM users WHERE id = $1`, user.ID); got != factory.Email(user.Username) {
		t.Errorf("the address is %s before the new one is confirmed", got)
	}
}

func TestChangeEmailNamesTheInvalidField(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	token := apitest.Token(t, user.ID)
	f.changeEmail(t, token, "new@example.org", "wrong").WantProblem(t, invalid, "password")
	f.changeEmail(t, token, factory.Email(user.Username), factory.Password).WantProblem(t, invalid, "email")
	f.changeEmail(t, token, "no address", "").WantProblem(t, invalid, "email", "password")
	if n := scan[int](t, f.db, `SELECT count(*) FROM emails`); n != 0 {
		t.Errorf("%d mails, want none", n)
	}
}
