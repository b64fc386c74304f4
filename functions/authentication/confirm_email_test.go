package authentication_test

import (
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
)

func (f function) confirmEmail(t testing.TB, token string) apitest.Answer {
	t.Helper()
	return f.Do(t, "PUT", "/v1/authentication/email", social.LinkToken{Token: token})
}

// requestEmail requests a new address, as the account function does.
func (f function) requestEmail(t testing.TB, current, address string) {
	t.Helper()
	accounts := store.Accounts{DB: f.db}
	secret, err := accounts.Secret(t.Context(), current)
	if err == nil {
		_, err = accounts.RequestEmail(t.Context(), secret, address, social.Act{Device: "curl"})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (f function) address(t testing.TB, userID int64) string {
	t.Helper()
	return scan[string](t, f.db, `SELECT email::text FROM users WHERE id = $1`, userID)
}

func TestNewAddressIsAppliedOnceAndBothAddressesAreNotified(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	old := factory.Email(user.Username)
	f.requestEmail(t, old, "new@example.org")
	token := f.mailed(t, social.EmailChangeMail, "new@example.org")
	if got := f.address(t, user.ID); got != old {
		t.Fatalf("the address is %s before the new one is confirmed", got)
	}
	f.confirmEmail(t, token).Want(t, http.StatusNoContent)
	f.confirmEmail(t, token).WantProblem(t, notFound)
	f.confirmEmail(t, "unknown").WantProblem(t, notFound)
	f.Do(t, "PUT", "/v1/authentication/email", `{}`).WantProblem(t, http.StatusBadRequest, "token")
	f.signIn(t, old, factory.Password).Want(t, http.StatusUnauthorized)
	f.signIn(t, "new@example.org", factory.Password).Want(t, created)
	if got, want := f.mails(t, "new@example.org")+", "+f.mails(t, old), "email_change email_changed, email_change_notice email_changed"; got != want {
		t.Errorf("mails %s, want %s", got, want)
	}
}

// A thief changes the address twice. The first owner's undo link still works, and
// invalidates the thief's own.
func TestFirstOwnersUndoLinkEndsAThiefsAddressesAndSessions(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	old := factory.Email(user.Username)
	f.requestEmail(t, old, "thief@example.org")
	back := f.mailed(t, social.EmailChangeNoticeMail, old)
	f.confirmEmail(t, f.mailed(t, social.EmailChangeMail, "thief@example.org")).Want(t, http.StatusNoContent)
	f.requestEmail(t, "thief@example.org", "other@example.org")
	thiefs := f.mailed(t, social.EmailChangeNoticeMail, "thief@example.org")
	f.confirmEmail(t, f.mailed(t, social.EmailChangeMail, "other@example.org")).Want(t, http.StatusNoContent)
	f.change(t, "other@example.org", factory.Password, "password of a thief")

	f.confirmEmail(t, back).Want(t, http.StatusNoContent)
	if got := f.address(t, user.ID); got != old {
		t.Fatalf("the address is %s, want %s", got, old)
	}
	f.confirmEmail(t, thiefs).WantProblem(t, notFound)
	f.confirmEmail(t, back).WantProblem(t, notFound)
	if after := f.cached(t, user.ID); !after.TokensValidAfter.After(user.TokensValidAfter) {
		t.Errorf("earlier sessions have not ended: %+v", after)
	}
	f.reset(t, f.mailed(t, social.EmailRevertedMail, old), fresh).Want(t, http.StatusNoContent)
	f.signIn(t, old, fresh).Want(t, created)
}

func TestUndoLinkCancelsAnUnconfirmedChange(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	old := factory.Email(user.Username)
	f.requestEmail(t, old, "new@example.org")
	token := f.mailed(t, social.EmailChangeMail, "new@example.org")
	f.confirmEmail(t, f.mailed(t, social.EmailChangeNoticeMail, old)).Want(t, http.StatusNoContent)
	f.confirmEmail(t, token).WantProblem(t, notFound)
	if got := f.address(t, user.ID); got != old {
		t.Errorf("the address is %s, want %s", got, old)
	}
}

func TestANewRequestEndsTheEarlierOne(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	f.requestEmail(t, factory.Email(user.Username), "first@example.org")
	first := f.mailed(t, social.EmailChangeMail, "first@example.org")
	f.requestEmail(t, factory.Email(user.Username), "second@example.org")
	f.confirmEmail(t, first).WantProblem(t, notFound)
	f.confirmEmail(t, f.mailed(t, social.EmailChangeMail, "second@example.org")).Want(t, http.StatusNoContent)
}

func TestAnAddressThatAnotherAccountTookIsAConflict(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	one, two := factory.User(t, f.db, social.Member), factory.User(t, f.db, social.Member)
	var tokens []string
	for _, user := range []social.Actor{one, two} {
		f.requestEmail(t, factory.Email(user.Username), "wanted@example.org")
		tokens = append(tokens, f.mailed(t, social.EmailChangeMail, "wanted@example.org"))
		f.pass(t, "61 seconds")
	}
	f.confirmEmail(t, tokens[0]).Want(t, http.StatusNoContent)
	f.confirmEmail(t, tokens[1]).WantProblem(t, http.StatusConflict)
	if got := f.address(t, two.ID); got != factory.Email(two.Username) {
		t.Errorf("the loser's address is %s, want the old one", got)
	}
}
