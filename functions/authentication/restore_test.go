package authentication_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

func (f function) restore(t testing.TB, token string) apitest.Answer {
	t.Helper()
	return f.Do(t, "PUT", "/v1/authentication/restore", social.LinkToken{Token: token})
}

// remove deletes the account, as the account function does, and returns the token of
// the mail about it to the account's address.
func (f function) remove(t testing.TB, user social.Actor) (token string) {
	t.Helper()
	known, err := store.Accounts{DB: f.db}.Known(t.Context(), user.ID)
	if err == nil {
		_, err = store.Users{DB: f.db}.Delete(t.Context(), known.Secret, social.Act{Device: "curl"})
	}
	if err != nil {
		t.Fatal(err)
	}
	return f.mailed(t, social.AccountDeletedMail, f.address(t, user.ID))
}

// seen reports whether others see the user.
func (f function) seen(t testing.TB, user social.Actor) bool {
	t.Helper()
	_, err := store.Users{DB: f.db}.Get(t.Context(), user.ID, 0)
	if err != nil && fault.KindOf(err) != fault.NotFound {
		t.Fatal(err)
	}
	return err == nil
}

func TestADeletedAccountIsRestoredOnce(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	email := factory.Email(user.Username)
	session := f.start(t, user)
	token := f.remove(t, user)
	f.signIn(t, email, factory.Password).Want(t, http.StatusUnauthorized)

	f.restore(t, token).Want(t, http.StatusNoContent)
	if after := f.cached(t, user.ID); !after.Active || !f.seen(t, user) {
		t.Errorf("the restored user is %+v, and visible: %t", after, f.seen(t, user))
	}
	f.signIn(t, email, factory.Password).Want(t, created)
	f.refresh(t, session.RefreshToken).WantProblem(t, http.StatusUnauthorized)
	f.signOut(t, session.AccessToken).WantProblem(t, http.StatusUnauthorized)

	f.restore(t, token).WantProblem(t, notFound)
	again := f.remove(t, user)
	f.restore(t, token).WantProblem(t, notFound)
	f.restore(t, again).Want(t, http.StatusNoContent)
}

func TestEveryInvalidRestoreLinkGetsTheSameResponse(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	expired, late, other := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	tokens := map[string]string{"unknown": "no-such-token", "expired": f.remove(t, expired), "of an account to be erased": f.remove(t, late)}
	testdb.Exec(t, f.db, `UPDATE links SET expires_at = now() WHERE user_id = $1`, expired.ID)
	testdb.Exec(t, f.db, `UPDATE deletions SET erase_at = now() WHERE user_id = $1`, late.ID)
	f.requestReset(t, factory.Email(other.Username)).Want(t, http.StatusAccepted)
	tokens["of a reset"] = f.mailed(t, social.PasswordResetMail, factory.Email(other.Username))
	want := ""
	for name, token := range tokens {
		answer := f.Do(t, "PUT", "/v1/authentication/restore", social.LinkToken{Token: token}, "X-Request-Id", "the-same-for-all")
		answer.WantProblem(t, notFound)
		if want == "" {
			want = string(answer.Body)
		}
		if string(answer.Body) != want {
			t.Errorf("%s: %s, want %s", name, answer.Body, want)
		}
	}
	for _, user := range []social.Actor{expired, late} {
		if f.seen(t, user) {
			t.Errorf("user %d is restored", user.ID)
		}
	}
	f.Do(t, "PUT", "/v1/authentication/restore", `{}`).WantProblem(t, http.StatusBadRequest, "token")
	f.Do(t, "GET", "/v1/authentication/restore", nil).WantProblem(t, http.StatusMethodNotAllowed)
}

// An admin has deactivated the account since. The link undoes the deletion only.
func TestARestoreLeavesADeactivatedAccountInactive(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	token := f.remove(t, user)
	factory.Deactivate(t, f.db, user)
	f.restore(t, token).Want(t, http.StatusNoContent)
	if f.seen(t, user) || f.cached(t, user.ID).Active {
		t.Error("a deactivated user is active")
	}
	f.signIn(t, factory.Email(user.Username), factory.Password).Want(t, http.StatusUnauthorized)
	testdb.Exec(t, f.db, `UPDATE users SET is_active = true WHERE id = $1`, user.ID) // as an admin reactivates
	if !f.seen(t, user) {
		t.Error("a reactivated user is not seen")
	}
}

func TestOneOfManySimultaneousRestoresSucceeds(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	token := f.remove(t, user)
	counts := atOnce(20, func(int) apitest.Answer { return f.restore(t, token) })
	if fmt.Sprint(counts) != "map[204:1 404:19]" {
		t.Errorf("statuses %v, want one 204 and nineteen 404", counts)
	}
}
