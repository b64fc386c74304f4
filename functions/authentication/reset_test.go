package authentication_test

import (
	"crypto/rand"
	"crypto/sha256"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

const fresh = "a fresh password"

func (f function) requestReset(t testing.TB, email string) apitest.Answer {
	t.Helper()
	return f.Do(t, "POST", "/v1/authentication/password-reset", social.LinkRequest{Email: email})
}

func (f function) reset(t testing.TB, token, password string) apitest.Answer {
	t.Helper()
	return f.Do(t, "PUT", "/v1/authentication/password", social.PasswordReset{Token: token, Password: password})
}

// mailed stands in for the e-mail function: it marks the newest e-mail of the kind
// to the address as sent, and returns the token of its link.
func (f function) mailed(t testing.TB, kind social.MailKind, email string) (token string) {
	t.Helper()
	emails := store.Outbox{DB: f.db}
	e, err := emails.Claim(t.Context(), scan[int64](t, f.db, `
		SELECT id FROM emails WHERE recipient = $1::citext AND kind = $2 ORDER BY id DESC LIMIT 1`, email, string(kind)))
	if err != nil || e == nil || e.Kind != kind || e.Link() == "" {
		t.Fatalf("no %s to %s with a link: %+v, %v", kind, email, e, err)
	}
	token = rand.Text()
	hash := sha256.Sum256([]byte(token))
	if added, err := emails.AddLink(t.Context(), *e, hash[:]); err != nil || !added {
		t.Fatalf("the %s got no link: %v", kind, err)
	}
	if err := emails.MarkSent(t.Context(), *e); err != nil {
		t.Fatal(err)
	}
	return token
}

func TestResetSetsAPasswordOnceEndsSessionsAndNotifiesTheOwner(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	email := factory.Email(user.Username)
	f.requestReset(t, email).Want(t, http.StatusAccepted).WantJSON(t, `{"data": {"email": %q}}`, email)
	first := f.mailed(t, social.PasswordResetMail, email)
	f.pass(t, "61 seconds")
	f.requestReset(t, email).Want(t, http.StatusAccepted)
	second := f.mailed(t, social.PasswordResetMail, email)

	f.reset(t, second, fresh).Want(t, http.StatusNoContent)
	f.signIn(t, email, factory.Password).Want(t, http.StatusUnauthorized)
	f.signIn(t, email, fresh).Want(t, created)
	for name, token := range map[string]string{"used": second, "older": first, "unknown": "token"} {
		t.Log(name)
		f.reset(t, token, "another password").WantProblem(t, notFound)
	}
	if after := f.cached(t, user.ID); !after.TokensValidAfter.After(user.TokensValidAfter) {
		t.Errorf("the cached user still admits tokens from before: %+v", after)
	}
	if got := f.mails(t, email); got != "password_reset password_reset password_renewed" {
		t.Errorf("mails %s, want two password_reset and then password_renewed", got)
	}
}

func TestResetRefusesBadPasswordsAndKeepsTheLink(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	testdb.Exec(t, f.db, `UPDATE users SET username = 'maya_long', email = 'maya.smith@example.com' WHERE id = $1`, user.ID)
	const email = "maya.smith@example.com"
	f.requestReset(t, email).Want(t, http.StatusAccepted)
	token := f.mailed(t, social.PasswordResetMail, email)
	for _, password := range []string{"short", "Password123", "MAYA_long", "maya.smith@example.com", "Maya.Smith"} {
		f.reset(t, token, password).WantProblem(t, http.StatusBadRequest, "password")
	}
	f.Do(t, "PUT", "/v1/authentication/password", `{}`).WantProblem(t, http.StatusBadRequest, "token", "password")
	f.reset(t, token, fresh).Want(t, http.StatusNoContent)
}

func TestAResetLinkExpiresAfterAnHour(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := factory.Email(factory.User(t, f.db, social.Member).Username)
	f.requestReset(t, email).Want(t, http.StatusAccepted)
	token := f.mailed(t, social.PasswordResetMail, email)
	if left := scan[float64](t, f.db, `SELECT extract(epoch FROM expires_at - now()) FROM links`); left < 3000 || left > 3600 {
		t.Errorf("the link works for %v s, want an hour", left)
	}
	testdb.Exec(t, f.db, `UPDATE links SET expires_at = now()`)
	f.reset(t, token, fresh).WantProblem(t, notFound)
}

func TestResetDoesTheSameWhoeverHasTheAddress(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	deactivated := factory.Email(factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member)).Username)
	f.waiting(t, "maya", "token")
	f.pubsub.Wait()
	before := len(f.pubsub.Messages())
	for i, email := range []string{active, deactivated, "nobody@example.com", "maya@example.com"} {
		f.requestReset(t, email).Want(t, http.StatusAccepted).WantJSON(t, `{"data": {"email": %q}}`, email)
		f.pubsub.Wait()
		if n := len(f.pubsub.Messages()) - before; n != i+1 {
			t.Errorf("%d events after %d requests, want one for each", n, i+1)
		}
		claimed, err := store.Outbox{DB: f.db}.Claim(t.Context(), scan[int64](t, f.db, `SELECT max(id) FROM emails`))
		if err != nil || claimed == nil || claimed.UserID != 0 != (email == active) {
			t.Errorf("%s: claimed %+v, %v; want a user only if active", email, claimed, err)
		}
	}
	f.requestReset(t, "no address").WantProblem(t, http.StatusBadRequest, "email")
}

// A mail to the typed form could go to another mailbox than the owner's.
func TestAResetIsMailedToTheAccountsOwnFormOfTheAddress(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := factory.Email(factory.User(t, f.db, social.Member).Username)
	f.requestReset(t, "USER"+email[4:]).Want(t, http.StatusAccepted)
	claimed, err := store.Outbox{DB: f.db}.Claim(t.Context(), scan[int64](t, f.db, `SELECT max(id) FROM emails`))
	if err != nil || claimed == nil || claimed.Address != email {
		t.Errorf("claimed %+v, %v; want it for %s", claimed, err, email)
	}
}

// A reset mail from before the password changed gets no link afterwards.
func TestAResetMailThatWaitsIsNotSentAfterTheReset(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := factory.Email(factory.User(t, f.db, social.Member).Username)
	f.requestReset(t, email).Want(t, http.StatusAccepted)
	token := f.mailed(t, social.PasswordResetMail, email)
	f.pass(t, "61 seconds")
	f.requestReset(t, email).Want(t, http.StatusAccepted)
	emails := store.Outbox{DB: f.db}
	claimed, err := emails.Claim(t.Context(), scan[int64](t, f.db, `SELECT max(id) FROM emails`))
	if err != nil || claimed == nil {
		t.Fatal(claimed, err)
	}
	f.reset(t, token, fresh).Want(t, http.StatusNoContent)
	hash := sha256.Sum256([]byte("late"))
	if added, err := emails.AddLink(t.Context(), *claimed, hash[:]); err != nil || added {
		t.Errorf("a link was added: %t, %v; want none", added, err)
	}
}
