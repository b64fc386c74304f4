package authentication_test

import (
	"net/http"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/token"
)

// inTheNextSecond waits for the next second and then refreshes the session. The issue
// time of a token has no fraction of a second.
func (f function) inTheNextSecond(t testing.TB, refreshToken string) social.SignedIn {
	t.Helper()
	now := time.Now()
	time.Sleep(now.Truncate(time.Second).Add(time.Second + 50*time.Millisecond).Sub(now))
	return f.refreshed(t, refreshToken)
}

// ending is an operation that ends all sessions of a user.
type ending func() (social.Actor, error)

// signedOut is the result of an ending.
type signedOut struct {
	user social.Actor
	err  error
}

func (e ending) call() signedOut {
	user, err := e()
	return signedOut{user, err}
}

// signedIn is a user whose sessions an operation ends, and an admin who may end them.
type signedIn struct {
	function
	user, admin social.Actor
}

// wantEnded checks that the tokens are refused, both with the user that the operation
// returned for the cache and with the stored user, even if the user is active again.
func (f function) wantEnded(t testing.TB, after signedOut, tokens social.SignedIn) {
	t.Helper()
	if after.err != nil {
		t.Fatal(after.err)
	}
	testdb.Exec(t, f.db, `DELETE FROM deletions WHERE user_id = $1`, after.user.ID)
	testdb.Exec(t, f.db, `UPDATE users SET is_active = true, suspended_until = NULL WHERE id = $1`, after.user.ID)
	stored, err := store.Users{DB: f.db}.Actor(t.Context(), after.user.ID)
	if err != nil {
		t.Fatal(err)
	}
	after.user.Active = true
	for _, user := range []social.Actor{after.user, stored} {
		if user.Admits(tokens.Session.ID, issued(t, tokens.AccessToken)) {
			t.Errorf("the access token of session %d is admitted by %+v", tokens.Session.ID, user)
		}
		f.cache(t, user)
		f.signOut(t, tokens.AccessToken).WantProblem(t, http.StatusUnauthorized)
	}
	f.refresh(t, tokens.RefreshToken).WantProblem(t, http.StatusUnauthorized)
}

// Another transaction locks the user's row without changing it.
func TestATokenThatIsRefreshedWhileASignOutWaitsIsRefused(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	session := f.start(t, user)
	holder := testdb.Begin(t, f.db, `SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE`, user.ID)
	signOut := ending(func() (social.Actor, error) { return store.Users{DB: f.db}.SignOut(t.Context(), user.ID) })
	done := testdb.Waiting(t, f.db, signOut.call)
	refreshed := f.inTheNextSecond(t, session.RefreshToken)
	testdb.Commit(t, holder)
	f.wantEnded(t, <-done, refreshed)
}

// Each operation waits in the middle for a lock on another session of the user.
func TestATokenThatIsRefreshedWhileSessionsEndIsRefused(t *testing.T) {
	t.Parallel()
	hash := hashOf(t, bcrypt.MinCost)
	for name, prepare := range map[string]func(t *testing.T, s signedIn) ending{
		"sign-out": func(t *testing.T, s signedIn) ending {
			return func() (social.Actor, error) { return store.Users{DB: s.db}.SignOut(t.Context(), s.user.ID) }
		},
		"deactivation": func(t *testing.T, s signedIn) ending {
			return func() (social.Actor, error) {
				return store.Users{DB: s.db}.Deactivate(t.Context(), s.admin.ID, s.user.ID)
			}
		},
		"deletion": func(t *testing.T, s signedIn) ending {
			return func() (social.Actor, error) {
				deleted, err := store.Users{DB: s.db}.Delete(t.Context(), factory.Secret(s.user), social.Act{})
				return deleted.Actor, err
			}
		},
		"suspension": func(t *testing.T, s signedIn) ending {
			report, _, err := store.Moderation{DB: s.db}.Report(t.Context(), s.admin.ID, social.ReportDraft{UserID: &s.user.ID, Reason: "abuse"})
			if err != nil {
				t.Fatal(err)
			}
			return func() (social.Actor, error) {
				decided, err := store.Moderation{DB: s.db}.Resolve(t.Context(), s.admin.ID, report, social.ResolutionDraft{Action: social.Suspend, Note: "insults"})
				if err != nil {
					return social.Actor{}, err
				}
				return *decided.Suspended, nil
			}
		},
		"reset of the password": func(t *testing.T, s signedIn) ending {
			s.addLinks(t, s.user.ID, s.user.Username)
			return func() (social.Actor, error) {
				after, _, err := store.Accounts{DB: s.db}.Reset(t.Context(), token.HashLink(s.user.Username), hash, social.Act{})
				return after, err
			}
		},
		"change of the password without a session": func(t *testing.T, s signedIn) ending {
			known, err := store.Accounts{DB: s.db}.Known(t.Context(), s.user.ID)
			if err != nil {
				t.Fatal(err)
			}
			return func() (social.Actor, error) {
				after, _, err := store.Accounts{DB: s.db}.ChangePassword(t.Context(), known.Secret, hash, 0, social.Act{})
				return after, err
			}
		},
		"undo of a new address": func(t *testing.T, s signedIn) ending {
			s.requestEmail(t, factory.Email(s.user.Username), "new@example.org")
			link := token.HashLink(s.mailed(t, social.EmailChangeNoticeMail, factory.Email(s.user.Username)))
			return func() (social.Actor, error) {
				changed, err := store.Accounts{DB: s.db}.ApplyEmail(t.Context(), link, social.Act{})
				return changed.Actor, err
			}
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			f := newFunction(t)
			user := factory.User(t, f.db, social.Member)
			end := prepare(t, signedIn{f, user, factory.User(t, f.db, social.Admin)})
			other, session := f.start(t, user), f.start(t, user)
			holder := testdb.Begin(t, f.db, `SELECT FROM sessions WHERE id = $1 FOR UPDATE`, other.Session.ID)
			done := testdb.Waiting(t, f.db, end.call)
			refreshed := f.inTheNextSecond(t, session.RefreshToken)
			testdb.Commit(t, holder)
			f.wantEnded(t, <-done, refreshed)
		})
	}
}
