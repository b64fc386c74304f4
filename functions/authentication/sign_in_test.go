package authentication_test

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/store"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/token"
)

func TestSignInIssuesATokenOfTheUser(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	for _, email := range []string{factory.Email(user.Username), strings.ToUpper(factory.Email(user.Username))} {
		text := apitest.Data[string](t, f.signIn(t, email, factory.Password).Want(t, created))
		claim, err := token.New(apitest.Tokens(t), time.Now).Verify(text)
		if err != nil || claim.UserID != user.ID {
			t.Errorf("the token is of %d, %v; want %d", claim.UserID, err, user.ID)
		}
	}
}

// Tokens record their time in seconds, so both may carry the same second.
func TestSignInRightAfterSigningOutEverywhereIsAdmitted(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	users := store.Users{DB: f.db}
	verify := func() time.Time {
		text := apitest.Data[string](t, f.signIn(t, factory.Email(user.Username), factory.Password).Want(t, created))
		claim, err := token.New(apitest.Tokens(t), time.Now).Verify(text)
		if err != nil {
			t.Fatal(err)
		}
		return claim.Issued
	}
	for range 5 {
		before := verify()
		actor, err := users.SignOut(t.Context(), user.ID)
		if err != nil {
			t.Fatal(err)
		}
		if after := verify(); actor.Admits(0, before) || !actor.Admits(0, after) {
			t.Errorf("signed out at %v: a token of %v is admitted: %t, one of %v: %t",
				actor.TokensValidAfter, before, actor.Admits(0, before), after, actor.Admits(0, after))
		}
	}
}

// refusals returns invalid credentials, by what is wrong with them.
func refusals(t testing.TB, f function) map[string]social.Credentials {
	t.Helper()
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	deactivated := factory.Email(factory.Deactivate(t, f.db, factory.User(t, f.db, social.Admin)).Username)
	f.register(t, registration("pending")).Want(t, created)
	decoy := registration("decoy")
	decoy.Email, decoy.Password = active, "the decoy's own"
	f.register(t, decoy).Want(t, created)
	return map[string]social.Credentials{
		"wrong password":     {Email: active, Password: "wrong password"},
		"unknown address":    {Email: "nobody@example.com", Password: factory.Password},
		"not activated":      {Email: "pending@example.com", Password: factory.Password},
		"deactivated":        {Email: deactivated, Password: factory.Password},
		"73 bytes":           {Email: active, Password: strings.Repeat("x", 73)},
		"right and too long": {Email: active, Password: factory.Password + strings.Repeat(" ", 73)},
		"a decoy's":          {Email: active, Password: decoy.Password},
		"no address":         {Email: "' OR 1=1 --", Password: factory.Password},
		"10 kB of address":   {Email: strings.Repeat("a", 10_000) + "@example.com", Password: factory.Password},
	}
}

func TestSignInRefusesAllAlike(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const id = "the-same-for-all"
	want := apitest.Answer{}
	for name, credentials := range refusals(t, f) {
		answer := f.Do(t, "POST", "/v1/authentication/token", credentials, "X-Request-Id", id)
		answer.WantProblem(t, http.StatusUnauthorized)
		if want.Status == 0 {
			want = answer
		}
		if string(answer.Body) != string(want.Body) || len(answer.Header) != len(want.Header) ||
			answer.Header.Get("WWW-Authenticate") != "Bearer" {
			t.Errorf("%s is answered differently: %s", name, answer.Body)
		}
	}
}

func TestPasswordsOf72BytesSignIn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	r := registration("maya")
	r.Password = strings.Repeat("😀", 18)
	f.register(t, r).Want(t, created)
	f.deliver(t, r.Email, "token")
	f.activate(t, "token").Want(t, http.StatusNoContent)
	f.signIn(t, r.Email, r.Password).Want(t, created)
	f.signIn(t, r.Email, r.Password+"x").WantProblem(t, http.StatusUnauthorized)
}
