package authentication_test

import (
	"fmt"
	"net/http"
	"testing"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
)

const thief = "thief@example.org"

// takeOver changes the account's address to a thief's, as somebody who knows the
// password can. It returns the tokens of both mails to the owner.
func (f function) takeOver(t testing.TB, user social.Actor) (notice, changed string) {
	t.Helper()
	owner := factory.Email(user.Username)
	f.requestEmail(t, owner, thief)
	notice = f.mailed(t, social.EmailChangeNoticeMail, owner)
	f.confirmEmail(t, f.mailed(t, social.EmailChangeMail, thief)).Want(t, http.StatusNoContent)
	return notice, f.mailed(t, social.EmailChangedMail, owner)
}

// A thief takes the account over and deletes it. The link in each mail to the owner's
// address restores it.
func TestUndoLinkUndoesADeletionByAThief(t *testing.T) {
	t.Parallel()
	for i, name := range []string{"the notice", "the mail about the change"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFunction(t)
			user := factory.User(t, f.db, social.Member)
			owner := factory.Email(user.Username)
			var links [2]string
			links[0], links[1] = f.takeOver(t, user)
			back := links[i]
			f.change(t, thief, factory.Password, "password of a thief")
			thiefs := f.remove(t, user)

			f.confirmEmail(t, back).Want(t, http.StatusNoContent)
			if got := f.address(t, user.ID); got != owner || !f.seen(t, user) || !f.cached(t, user.ID).Active {
				t.Errorf("the address is %s, the user is seen: %t, and cached as %+v", got, f.seen(t, user), f.cached(t, user.ID))
			}
			f.confirmEmail(t, back).WantProblem(t, notFound)
			f.restore(t, thiefs).WantProblem(t, notFound)
			f.signIn(t, thief, "password of a thief").Want(t, http.StatusUnauthorized)
			f.reset(t, f.mailed(t, social.EmailRevertedMail, owner), fresh).Want(t, http.StatusNoContent)
			f.signIn(t, owner, fresh).Want(t, created)
			if n := scan[int](t, f.db, `SELECT count(*) FROM deletions`); n != 0 {
				t.Errorf("%d accounts are still to be erased, want none", n)
			}
		})
	}
}

// The link of the deletion's mail waits at the thief's address. It must not undo what
// the owner does later.
func TestAMailThatWaitsAtAThiefsAddressRestoresNothingLater(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	notice, _ := f.takeOver(t, user)
	thiefs := f.remove(t, user)
	f.confirmEmail(t, notice).Want(t, http.StatusNoContent)
	owners := f.remove(t, user)
	f.restore(t, thiefs).WantProblem(t, notFound)
	f.restore(t, owners).Want(t, http.StatusNoContent)
}

func TestOnlyAnUndoLinkWorksOnADeletedAccount(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	owner := factory.Email(user.Username)
	f.requestEmail(t, owner, thief)
	change := f.mailed(t, social.EmailChangeMail, thief)
	notice := f.mailed(t, social.EmailChangeNoticeMail, owner)
	f.requestReset(t, owner).Want(t, http.StatusAccepted)
	reset := f.mailed(t, social.PasswordResetMail, owner)
	f.remove(t, user)
	f.confirmEmail(t, change).WantProblem(t, notFound)
	f.reset(t, reset, fresh).WantProblem(t, notFound)
	f.restore(t, notice).WantProblem(t, notFound)
	if f.seen(t, user) {
		t.Fatal("the account is restored")
	}
	f.confirmEmail(t, notice).Want(t, http.StatusNoContent) // the address was not changed yet
	f.confirmEmail(t, change).WantProblem(t, notFound)
	if got := f.address(t, user.ID); got != owner || !f.seen(t, user) {
		t.Errorf("the address is %s, and the user is seen: %t", got, f.seen(t, user))
	}
}

// A thief's posts may get the account suspended. The owner takes the address back all
// the same, and signs in with a new password when the suspension has ended.
func TestAnUndoLinkLeavesASuspendedAccountSuspended(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	owner := factory.Email(user.Username)
	f.requestEmail(t, owner, thief)
	reset := f.resetLink(t, owner)
	notice := f.mailed(t, social.EmailChangeNoticeMail, owner)
	f.confirmEmail(t, f.mailed(t, social.EmailChangeMail, thief)).Want(t, http.StatusNoContent)
	f.requestEmail(t, thief, "other@example.org")
	change := f.mailed(t, social.EmailChangeMail, "other@example.org")
	testdb.Exec(t, f.db, `UPDATE users SET is_active = false, suspended_until = now() + interval '3 days' WHERE id = $1`, user.ID)

	f.confirmEmail(t, change).WantProblem(t, notFound)
	f.reset(t, reset, fresh).WantProblem(t, notFound)
	f.confirmEmail(t, notice).Want(t, http.StatusNoContent)
	f.confirmEmail(t, notice).WantProblem(t, notFound)
	after := f.cached(t, user.ID)
	if got := f.address(t, user.ID); got != owner || after.Active || f.seen(t, user) || !after.TokensValidAfter.After(user.TokensValidAfter) {
		t.Errorf("the address is %s, the user is seen: %t, and cached as %+v", got, f.seen(t, user), after)
	}
	f.reset(t, f.mailed(t, social.EmailRevertedMail, owner), fresh).WantProblem(t, notFound)
	f.signIn(t, owner, factory.Password).Want(t, http.StatusUnauthorized)

	testdb.Exec(t, f.db, `UPDATE users SET suspended_until = now() WHERE id = $1`, user.ID)
	if err := (store.Users{DB: f.db}).Lift(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.reset(t, f.resetLink(t, owner), fresh).Want(t, http.StatusNoContent)
	f.signIn(t, owner, fresh).Want(t, created)
	f.confirmEmail(t, change).WantProblem(t, notFound)
}

// resetLink requests a reset, and returns the token that is mailed.
func (f function) resetLink(t testing.TB, email string) string {
	t.Helper()
	f.pass(t, "61 seconds")
	f.requestReset(t, email).Want(t, http.StatusAccepted)
	return f.mailed(t, social.PasswordResetMail, email)
}

func TestAnUndoLinkLeavesADeactivatedAccountInactive(t *testing.T) {
	t.Parallel()
	for _, deleted := range []bool{false, true} {
		f := newFunction(t)
		user := factory.User(t, f.db, social.Member)
		notice, _ := f.takeOver(t, user)
		if deleted {
			f.remove(t, user)
		}
		factory.Deactivate(t, f.db, user)
		f.confirmEmail(t, notice).Want(t, http.StatusNoContent)
		if got := f.address(t, user.ID); got != factory.Email(user.Username) || f.seen(t, user) || f.cached(t, user.ID).Active {
			t.Errorf("deleted before: %t; the address is %s, and the user is seen: %t", deleted, got, f.seen(t, user))
		}
	}
}

func TestAnUndoLinkExpiresWithTheGracePeriod(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	notice, _ := f.takeOver(t, user)
	f.remove(t, user)
	testdb.Exec(t, f.db, `UPDATE deletions SET erase_at = now()`)
	f.confirmEmail(t, notice).WantProblem(t, notFound)
}

// Both links are used many times at once. The notice's link invalidates the later mail's,
// but not the other way round.
func TestEachUndoLinkOfADeletedAccountSucceedsOnceAtMost(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	notice, changed := f.takeOver(t, user)
	f.remove(t, user)
	counts := atOnce(20, func(i int) apitest.Answer { return f.confirmEmail(t, []string{notice, changed}[i%2]) })
	if got := fmt.Sprint(counts); got != "map[204:1 404:19]" && got != "map[204:2 404:18]" {
		t.Errorf("statuses %v, want one or two 204, and 404 otherwise", counts)
	}
	if got := f.address(t, user.ID); got != factory.Email(user.Username) || !f.seen(t, user) {
		t.Errorf("the address is %s, and the user is seen: %t", got, f.seen(t, user))
	}
}
