package authentication_test

import (
	"fmt"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"social.example/shared/ratelimit"
	"social.example/shared/redis"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
	"social.example/shared/totp"
	"social.example/shared/web"
)

// signIns are the operations that sign in.
var signIns = []string{"/v1/authentication/token", "/v1/authentication/session"}

// twoStep creates a user with two-step sign-in.
func twoStep(t testing.TB, db *pgxpool.Pool) (user social.Actor, secret totp.Secret, recovery []string) {
	t.Helper()
	user = factory.User(t, db, social.Member)
	secret, recovery = factory.TwoStep(t, db, apitest.Tokens(t).Keys, user)
	return user, secret, recovery
}

// now returns the code of the current step. It is valid for at least 30 more seconds.
func now(secret totp.Secret) string { return secret.Code(totp.Step(time.Now())) }

// withCode signs in with the right password and the code.
func (f function) withCode(t testing.TB, path string, user social.Actor, code string) apitest.Answer {
	t.Helper()
	return f.Do(t, "POST", path, social.Credentials{Email: factory.Email(user.Username), Password: factory.Password, Code: code}, "X-Request-Id", "the-same-for-all")
}

func TestTwoStepSignInNeedsACodeOnce(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for _, path := range signIns {
		user, secret, _ := twoStep(t, f.db)
		email := factory.Email(user.Username)
		for _, body := range []string{`{"email": %q, "password": %q}`, `{"email": %q, "password": %q, "code": ""}`, `{"email": %q, "password": %q, "code": " "}`} {
			answer := f.Do(t, "POST", path, fmt.Sprintf(body, email, factory.Password)).Want(t, http.StatusUnauthorized)
			var problem web.Problem
			apitest.Decode(t, answer, &problem)
			if problem.Type != "/problems/code-required" || problem.Status != http.StatusUnauthorized || answer.Header.Get("WWW-Authenticate") == "" {
				t.Errorf("%s without a code: %s, want code-required", path, answer.Body)
			}
		}
		f.Do(t, "POST", path, fmt.Sprintf(`{"email": %q, "password": %q, "code": null}`, email, factory.Password)).WantProblem(t, http.StatusBadRequest, "code")

		code := now(secret)
		wrongPassword := f.Do(t, "POST", path, social.Credentials{Email: email, Password: "wrong", Code: code}, "X-Request-Id", "the-same-for-all")
		wrongPassword.WantProblem(t, http.StatusUnauthorized)
		f.withCode(t, path, user, code).Want(t, created)
		for name, refused := range map[string]string{"used": code, "wrong": "12345", "unknown recovery": "ABCD-EFGH-IJKL-MNOP-QRST-UVWX", "long": strings.Repeat("1", 100)} {
			answer := f.withCode(t, path, user, refused).Want(t, http.StatusUnauthorized)
			if string(answer.Body) != string(wrongPassword.Body) || answer.Header.Get("WWW-Authenticate") != wrongPassword.Header.Get("WWW-Authenticate") ||
				len(answer.Header) != len(wrongPassword.Header) {
				t.Errorf("%s, %s: %v %s, want the response to a wrong password, %v %s", path, name, answer.Header, answer.Body, wrongPassword.Header, wrongPassword.Body)
			}
		}
		log.WantNone(t, code, secret.Text())
	}
}

func TestACodeIsIgnoredWithoutTwoStepSignIn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for _, path := range signIns {
		f.withCode(t, path, factory.User(t, f.db, social.Member), "123456").Want(t, created)
	}
}

func TestCodesOfTheNeighbouringStepsSignIn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	for offset, want := range map[int64]int{-3: http.StatusUnauthorized, -1: created, 1: created, 3: http.StatusUnauthorized} {
		for { // again if the step changes in between
			user, secret, _ := twoStep(t, f.db)
			step := totp.Step(time.Now())
			status := f.withCode(t, signIns[0], user, secret.Code(step+offset)).Status
			if totp.Step(time.Now()) != step {
				continue
			}
			if status != want {
				t.Errorf("code of step %+d: %d, want %d", offset, status, want)
			}
			break
		}
	}
}

func TestEveryRecoveryCodeSignsInOnce(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, _, recovery := twoStep(t, f.db)
	other, _, _ := twoStep(t, f.db)
	for i, code := range recovery {
		f.withCode(t, signIns[i%2], other, code).WantProblem(t, http.StatusUnauthorized)
		f.withCode(t, signIns[i%2], user, code).Want(t, created)
		f.withCode(t, signIns[i%2], user, code).WantProblem(t, http.StatusUnauthorized)
	}
	if n := scan[int](t, f.db, `SELECT count(*) FROM recovery_codes WHERE user_id = $1`, user.ID); n != 0 {
		t.Errorf("%d codes are left, want none", n)
	}
}

func TestOneOfManySimultaneousSignInsWithOneCodeSucceeds(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, secret, recovery := twoStep(t, f.db)
	rounds, failed := figure.Size(20, 500), 0
	for round := range rounds {
		code := now(secret)
		if round < len(recovery) {
			code = recovery[round]
		}
		testdb.Exec(t, f.db, `UPDATE totp_secrets SET used_step = 0`)
		counts := atOnce(10, func(i int) apitest.Answer { return f.withCode(t, signIns[i%2], user, code) })
		if counts[created] != 1 || counts[http.StatusUnauthorized] != 9 {
			failed++
			t.Errorf("statuses %v, want one 201 and nine 401", counts)
		}
	}
	figure.Report(t, "codes that 10 sign-ins use at once: not used exactly once", rounds, failed)
}

// Somebody who knows the password tries codes from very many addresses.
func TestCodesCanNotBeGuessedWithinTheLimits(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Limits = ratelimit.Config{
		Enabled: true, Requests: 1_000_000, Window: time.Second, AuthRequests: 10, AuthWindow: time.Second, ClientIPPosition: 1,
	}
	c.Redis = redis.Config{} // no Redis: on a busy machine it may time out
	f := function{Client: instance(t, c), db: testdb.Open(t, c.Postgres)}
	user, secret, _ := twoStep(t, f.db)
	guesses, checked, accepted := figure.Size(5_000, 100_000), 0, 0
	day := func() int64 { return time.Now().Unix() / 86400 }
	first := day()
	for i := range guesses {
		code := fmt.Sprintf("%06d", rand.N(1_000_000))
		for step := totp.Step(time.Now()) - 2; step <= totp.Step(time.Now())+2; step++ {
			if code == secret.Code(step) {
				code = "no luck"
			}
		}
		answer := f.Do(t, "POST", signIns[i%2], social.Credentials{Email: factory.Email(user.Username), Password: factory.Password, Code: code},
			"X-Forwarded-For", fmt.Sprintf("10.%d.%d.%d", i%256, i/256%256, i/65536))
		switch answer.Status {
		case http.StatusUnauthorized:
			checked++
		case http.StatusTooManyRequests:
		default:
			accepted++
			t.Errorf("status %d, want 401 or 429", answer.Status)
		}
	}
	if limit := 5 * c.Limits.AuthRequests * int(day()-first+1); checked > limit {
		t.Errorf("%d codes were checked, want at most %d a day", checked, limit)
		accepted += checked - limit
	}
	t.Logf("%d of %d codes were checked", checked, guesses)
	figure.Report(t, "codes guessed within the limits by somebody who knows the password: accepted, or checked beyond 50 a day", guesses, accepted)
}

func TestRightCodesDoNotUseUpTheLimitOfWrongOnes(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Limits = ratelimit.Config{
		Enabled: true, Requests: 1_000_000, Window: time.Second, AuthRequests: 2, AuthWindow: time.Second, ClientIPPosition: 1,
	}
	c.Redis = redis.Config{}
	f := function{Client: instance(t, c), db: testdb.Open(t, c.Postgres)}
	user, secret, _ := twoStep(t, f.db)
	// A day allows 10 wrong codes, and a window of a second 2 attempts.
	try := func(i int, code string) apitest.Answer {
		for {
			answer := f.Do(t, "POST", signIns[0], social.Credentials{Email: factory.Email(user.Username), Password: factory.Password, Code: code},
				"X-Forwarded-For", fmt.Sprintf("10.0.%d.1", i))
			if answer.Status != http.StatusTooManyRequests || answer.Header.Get("Retry-After") != "1" {
				return answer
			}
			time.Sleep(50 * time.Millisecond) // the window of attempts is full
		}
	}
	for i := range 12 {
		testdb.Exec(t, f.db, `UPDATE totp_secrets SET used_step = 0`)
		try(i, now(secret)).Want(t, created)
	}
}

func TestAResetOfThePasswordKeepsTwoStepSignIn(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user, secret, _ := twoStep(t, f.db)
	email := factory.Email(user.Username)
	f.requestReset(t, email).Want(t, http.StatusAccepted)
	f.reset(t, f.mailed(t, social.PasswordResetMail, email), fresh).Want(t, http.StatusNoContent)
	f.signIn(t, email, fresh).Want(t, http.StatusUnauthorized)
	f.Do(t, "POST", signIns[0], social.Credentials{Email: email, Password: fresh, Code: now(secret)}).Want(t, created)
}

func TestASignInThatBeganBeforeTwoStepSignInNeedsACodeToo(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	user := factory.User(t, f.db, social.Member)
	f.withCode(t, signIns[0], user, "").Want(t, created)
	// The user's row is locked until two-step sign-in is on.
	tx := testdb.Begin(t, f.db, `SELECT FROM users WHERE id = $1 FOR NO KEY UPDATE`, user.ID)
	answer := testdb.Waiting(t, f.db, func() apitest.Answer { return f.withCode(t, signIns[0], user, "") })
	testdb.Exec(t, tx, `INSERT INTO totp_secrets (user_id, key_id, secret, confirmed_at) VALUES ($1, 'k1', '', now())`, user.ID)
	testdb.Commit(t, tx)
	(<-answer).Want(t, http.StatusUnauthorized)
}
