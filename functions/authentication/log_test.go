package authentication_test

import (
	"crypto/rand"
	"net/http"
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/testdb"
	"social.example/shared/test/testproxy"
)

// secrets are the values of a user that must not be logged.
type secrets struct{ name, address, password, token string }

func newSecrets() secrets {
	unique := rand.Text()
	return secrets{"n" + unique, "a" + unique + "@example.com", "password " + unique, "t" + unique}
}

func (s secrets) registration() social.Registration {
	return social.Registration{Username: s.name, Email: s.address, Password: s.password}
}

func (s secrets) wantNoneLogged(t *testing.T) {
	t.Helper()
	log.WantNone(t, s.address, s.password, s.token, strings.ToLower(s.address))
}

func TestSuccessLogsNoSecrets(t *testing.T) {
	t.Parallel()
	f, s := newFunction(t), newSecrets()
	f.register(t, s.registration()).Want(t, created)
	f.deliver(t, s.address, s.token)
	f.activate(t, s.token).Want(t, http.StatusNoContent)
	answer := f.signIn(t, s.address, s.password).Want(t, created)
	log.WantNone(t, apitest.Data[string](t, answer), scan[string](t, f.db, `SELECT password_hash FROM users`))
	s.wantNoneLogged(t)
	if lines := log.Lines(answer.Header.Get("X-Request-Id")); len(lines) != 2 || !strings.Contains(lines[0], "a user signed in") {
		t.Errorf("a sign-in is logged as %q, want 2 lines", lines)
	}
}

func TestRefusalLogsNoSecrets(t *testing.T) {
	t.Parallel()
	f, s := newFunction(t), newSecrets()
	answer := f.signIn(t, s.address, s.password).Want(t, http.StatusUnauthorized)
	if lines := log.Lines(answer.Header.Get("X-Request-Id")); len(lines) != 2 || !strings.Contains(lines[0], "a sign-in was refused") {
		t.Errorf("a refusal is logged as %q, want 2 lines", lines)
	}
	f.register(t, registration("maya")).Want(t, created)
	taken := s.registration()
	taken.Username = "maya"
	f.register(t, taken).Want(t, http.StatusConflict)
	f.resend(t, s.address).Want(t, http.StatusAccepted)
	f.Do(t, "GET", "/v1/users/activate/"+s.token, nil).Want(t, http.StatusMethodNotAllowed)
	f.activate(t, s.token).Want(t, notFound)
	for _, body := range []string{
		`{"` + s.password + `": 1}`,
		`{"username": "` + s.token + `", "email": "` + s.address + `", "password": "` + s.password,
		`{"username": 1, "email": "` + s.address + ` x", "password": "` + s.password + `"}`,
	} {
		f.Do(t, "POST", "/v1/authentication/user?token="+s.token, body, "Authorization", "Bearer "+s.token).Want(t, http.StatusBadRequest)
	}
	s.wantNoneLogged(t)
}

func TestUnavailableDatabaseLogsNoSecrets(t *testing.T) {
	t.Parallel()
	s := newSecrets()
	f, proxy := behindProxy(t)
	email := f.waiting(t, "maya", s.token)
	testproxy.Faults["cut off"](t, proxy)
	wantUnavailable(t, "register", f.register(t, s.registration()))
	wantUnavailable(t, "sign in", f.signIn(t, s.address, s.password))
	wantUnavailable(t, "activate", f.activate(t, s.token))
	wantUnavailable(t, "resend", f.resend(t, email))
	s.wantNoneLogged(t)
	log.WantNone(t, factory.Password)
}

// A failed constraint puts table and constraint names into the error. None may reach the
// client.
func TestSchemaDefectLogsNoSecrets(t *testing.T) {
	t.Parallel()
	f, s := newFunction(t), newSecrets()
	testdb.Exec(t, testdb.Owner(t, f.db), `ALTER TABLE users ADD CONSTRAINT nothing_is_right CHECK (false) NOT VALID`)
	answer := f.register(t, s.registration())
	answer.WantProblem(t, http.StatusInternalServerError)
	for _, inside := range []string{"nothing_is_right", "SQLSTATE", "users", "pgx"} {
		if strings.Contains(string(answer.Body), inside) {
			t.Errorf("the response reveals %s: %s", inside, answer.Body)
		}
	}
	if lines := log.Lines("nothing_is_right"); len(lines) == 0 {
		t.Error("the cause is not logged")
	}
	s.wantNoneLogged(t)
}
