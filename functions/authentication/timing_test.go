package authentication_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"net/http"
	"strings"
	"testing"
	"time"

	"social.example/shared/social"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// advantage returns the probability that a sample of a is longer than one of b. It
// is 0.5 if they cannot be told apart (the area under the ROC curve, or the
// Mann-Whitney U).
func advantage(a, b []time.Duration) float64 {
	longer := 0.0
	for _, x := range a {
		for _, y := range b {
			switch {
			case x > y:
				longer++
			case x == y:
				longer += 0.5
			}
		}
	}
	return longer / float64(len(a)*len(b))
}

// toldApart runs each kind once per round and returns how many pairs of kinds can
// be told apart by their time. The kinds run in a new random order in each round,
// so that a busy machine, or work left over after a response, slows all alike. By
// chance alone the advantage of 60 rounds is within 0.5 ± 0.05 in two of three
// runs, and of 1,000 rounds within 0.5 ± 0.013. One hash more or less makes it 1
// or 0.
func toldApart(t *testing.T, rounds int, kinds []func()) (pairs int) {
	t.Helper()
	wide := float64(figure.Size(30, 5)) / 100
	took := make([][]time.Duration, len(kinds))
	for range rounds {
		for _, i := range rand.Perm(len(kinds)) {
			began := time.Now()
			kinds[i]()
			took[i] = append(took[i], time.Since(began))
		}
	}
	for i := range kinds {
		for j := range i {
			a := advantage(took[i], took[j])
			t.Logf("kind %d against %d: %.3f", i, j, a)
			if math.Abs(a-0.5) > wide {
				pairs++
				t.Errorf("kinds %d and %d can be told apart, with an advantage of %.2f", i, j, a)
			}
		}
	}
	return pairs
}

// cost returns the bcrypt cost in these tests. At full size, which needs an idle machine,
// a hash takes half as long as a deployment's (cost 12), so differences in the rest of the
// response time weigh twice as much. At cost 9, an idle machine detects even 0.05 ms.
func cost() int { return figure.Size(6, 11) }

func TestSignInTakesAsLongWhateverIsWrong(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Passwords.Cost = cost()
	f := function{Client: instance(t, c), db: testdb.Open(t, c.Postgres)}
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	old := factory.Email(factory.User(t, f.db, social.Member).Username)
	deactivated := factory.Email(factory.Deactivate(t, f.db, factory.User(t, f.db, social.Member)).Username)
	pending := factory.Pending(t, f.db)
	testdb.Exec(t, f.db, `UPDATE users SET password_hash = $1`, hashOf(t, c.Passwords.Cost))
	testdb.Exec(t, f.db, `UPDATE users SET password_hash = $1 WHERE email = $2::citext`, hashOf(t, c.Passwords.Cost-1), old)
	var kinds []func()
	for _, refused := range []social.Credentials{
		{Email: active, Password: "wrong password"},
		{Email: "nobody@example.com", Password: "wrong password"},
		{Email: scan[string](t, f.db, `SELECT email::text FROM users WHERE id = $1`, pending), Password: factory.Password},
		{Email: deactivated, Password: factory.Password},
		{Email: active, Password: strings.Repeat("x", 100)},
		{Email: old, Password: "wrong password"}, // from before the cost was raised
	} {
		kinds = append(kinds, func() { f.signIn(t, refused.Email, refused.Password).Want(t, http.StatusUnauthorized) })
	}
	rounds := figure.Size(60, 1000)
	figure.Report(t, "sign-ins refused for 6 reasons, each this often: reasons that the time tells", rounds, toldApart(t, rounds, kinds))
}

func TestRegistrationTakesAsLongWhoeverHasTheAddress(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Passwords.Cost = cost()
	f := function{Client: instance(t, c), db: testdb.Open(t, c.Postgres)}
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	serial := 0
	register := func(email string) {
		serial++
		r := registration(fmt.Sprint("applicant_", serial))
		if email != "" {
			r.Email = email
		}
		f.register(t, r).Want(t, created)
	}
	register("pending@example.com")
	rounds := figure.Size(60, 1600)
	figure.Report(t, "registrations of 3 kinds of addresses, each this often: kinds that the time tells", rounds, toldApart(t, rounds, []func(){
		func() { register("") },
		func() { register(active) },
		func() { register("pending@example.com") },
	}))
}

func TestResendTakesAsLongWhoeverWaits(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	waiting := f.waiting(t, "maya", "token")
	resend := func(email string) func() {
		return func() { f.resend(t, email).Want(t, http.StatusAccepted) }
	}
	rounds := figure.Size(60, 1000)
	figure.Report(t, "resends to 3 kinds of addresses, each this often: kinds that the time tells", rounds,
		toldApart(t, rounds, []func(){resend(waiting), resend(active), resend("nobody@example.com")}))
}

// Each address is used once: a second mail to it would wait.
func TestResetTakesAsLongWhoeverHasTheAddress(t *testing.T) {
	t.Parallel()
	f := newFunction(t)
	rounds := figure.Size(60, 1000)
	testdb.Exec(t, f.db, `
		INSERT INTO users (username, email, password_hash, is_active, activated_at)
		SELECT kind || '_' || n, kind || '_' || n || '@example.com', repeat('x', 60), kind = 'active', now()
		FROM generate_series(1, $1::int) n, (VALUES ('active'), ('deactivated')) k (kind)`, rounds)
	ask := func(kind string) func() {
		n := 0
		return func() {
			n++
			f.requestReset(t, fmt.Sprintf("%s_%d@example.com", kind, n)).Want(t, http.StatusAccepted)
		}
	}
	figure.Report(t, "password resets of 3 kinds of addresses, each this often: kinds that the time tells", rounds,
		toldApart(t, rounds, []func(){ask("active"), ask("deactivated"), ask("nobody")}))
}
