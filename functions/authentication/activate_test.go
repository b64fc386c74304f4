package authentication_test

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// waiting registers an account, makes its mail carry this token, and returns the
// account's address.
func (f function) waiting(t testing.TB, name, token string) string {
	t.Helper()
	f.register(t, registration(name)).Want(t, created)
	f.deliver(t, factory.Email(name), token)
	return factory.Email(name)
}

func TestActivationWorksOnce(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := f.waiting(t, "maya", "the-token")
	f.signIn(t, email, factory.Password).WantProblem(t, http.StatusUnauthorized)
	if answer := f.activate(t, "the-token").Want(t, http.StatusNoContent); len(answer.Body) != 0 {
		t.Errorf("204 with the body %s", answer.Body)
	}
	f.signIn(t, email, factory.Password).Want(t, created)
	f.activate(t, "the-token").WantProblem(t, notFound)
}

func TestEveryInvalidTokenGetsTheSameResponse(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	f.waiting(t, "used", "used-token")
	f.activate(t, "used-token").Want(t, http.StatusNoContent)
	f.waiting(t, "late", "late-token")
	testdb.Exec(t, f.db, `UPDATE activation_tokens SET expires_at = now() - interval '1 second'`)
	f.waiting(t, "maya", "LIVE-token")
	want := ""
	for _, token := range []string{
		"unknown", "L", "used-token", "late-token", "live-token", "LIVE-token%00", "LIVE-token%20", "%2e%2e", "LIVE-token%2F", "a%2Fb",
		"%F0%9F%98%80", "%FF", "'%20OR%201=1%20--", strings.Repeat("a", 10_000),
	} {
		answer := f.Do(t, "PUT", "/v1/users/activate/"+token, nil, "X-Request-Id", "the-same-for-all")
		answer.WantProblem(t, notFound)
		if want == "" {
			want = string(answer.Body)
		}
		if string(answer.Body) != want {
			t.Errorf("%.40s: %s, want %s", token, answer.Body, want)
		}
	}
	f.activate(t, "").WantProblem(t, notFound)
	f.activate(t, "LIVE-token").Want(t, http.StatusNoContent)
}

func TestTokenIsValidFor72Hours(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	f.waiting(t, "maya", "the-token")
	if hours := scan[float64](t, f.db, `SELECT extract(epoch FROM expires_at - now()) / 3600 FROM activation_tokens`); hours < 71 || hours > 72 {
		t.Errorf("a token lives for %.1f hours, want 72", hours)
	}
	testdb.Exec(t, f.db, `UPDATE activation_tokens SET expires_at = now() + interval '30 seconds'`)
	f.activate(t, "the-token").Want(t, http.StatusNoContent)
}

// Programs that open or probe the links of a mail must not activate an account.
func TestOnlyPutActivates(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := f.waiting(t, "maya", "the-token")
	for _, method := range []string{"GET", "HEAD", "POST", "PATCH", "DELETE", "OPTIONS", "TRACE"} {
		answer := f.Do(t, method, "/v1/users/activate/the-token", nil, "X-HTTP-Method-Override", "PUT").Want(t, http.StatusMethodNotAllowed)
		if got := answer.Header.Get("Allow"); got != "PUT" {
			t.Errorf("%s: Allow %q, want PUT", method, got)
		}
	}
	if f.active(t, email) {
		t.Error("the account is active")
	}
	f.activate(t, "the-token").Want(t, http.StatusNoContent)
}

func TestTokenActivatesOnlyItsOwnAccount(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	maya, kim := f.waiting(t, "maya", "mayas-token"), f.waiting(t, "kim", "kims-token")
	f.activate(t, "mayas-token").Want(t, http.StatusNoContent)
	if !f.active(t, maya) || f.active(t, kim) {
		t.Errorf("active: maya %t, kim %t, want maya only", f.active(t, maya), f.active(t, kim))
	}
}

// A mail that is sent twice carries a second token: both work until one is used.
func TestActivationInvalidatesTheAccountsOtherTokens(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	f.waiting(t, "maya", "first-token")
	testdb.Exec(t, f.db, `
		INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
		SELECT sha256('second-token'), user_id, email_id, expires_at FROM activation_tokens`)
	f.activate(t, "second-token").Want(t, http.StatusNoContent)
	f.activate(t, "first-token").WantProblem(t, notFound)
	if n := scan[int](t, f.db, `SELECT count(*) FROM activation_tokens`); n != 0 {
		t.Errorf("%d tokens remain, want none", n)
	}
}

func TestRemainingTokenDoesNotReactivateAnAccount(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := f.waiting(t, "maya", "the-token")
	testdb.Exec(t, f.db, `UPDATE users SET activated_at = now()`) // activated, then deactivated
	f.activate(t, "the-token").WantProblem(t, notFound)
	if f.active(t, email) {
		t.Error("the account is active")
	}
}

func TestOneOfManySimultaneousActivationsSucceeds(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	const racers = 4
	rounds, wrong := figure.Size(50, 10_000), 0
	testdb.Exec(t, f.db, `
		WITH u AS (
			INSERT INTO users (username, email, password_hash)
			SELECT 'user_' || n, 'user_' || n || '@example.com', repeat('x', 60) FROM generate_series(0, $1 - 1) n
			RETURNING id, username
		), e AS (
			INSERT INTO emails (kind, user_id) SELECT 'registration', id FROM u RETURNING id, user_id
		)
		INSERT INTO activation_tokens (hash, user_id, email_id, expires_at)
		SELECT sha256(convert_to('token_of_' || u.username::text, 'UTF8')), u.id, e.id, now() + interval '1 hour'
		FROM u JOIN e ON e.user_id = u.id`, rounds)
	for round := range rounds {
		counts := atOnce(racers, func(int) apitest.Answer { return f.activate(t, fmt.Sprint("token_of_user_", round)) })
		if counts[http.StatusNoContent] != 1 || counts[notFound] != racers-1 {
			wrong++
			t.Errorf("round %d: statuses %v, want one 204, and 404 for the others", round, counts)
		}
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM users WHERE is_active`); n != rounds {
		t.Errorf("%d accounts are active, want %d", n, rounds)
	}
	figure.Report(t, "races: activation, rounds without exactly one winner", rounds, wrong)
}

func TestActivationReachesTheUserCache(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	email := f.waiting(t, "maya", "the-token")
	f.activate(t, "the-token").Want(t, http.StatusNoContent)
	id := scan[int64](t, f.db, `SELECT id FROM users WHERE email = $1::citext`, email)
	if actor := f.cached(t, id); !actor.Active || actor.Username != "maya" {
		t.Errorf("cached %+v, want maya, active", actor)
	}
}
