package authentication_test

import (
	"math"
	"net/http"
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/factory"
	"social.example/shared/figure"
	"social.example/shared/social"
)

// advantage is the chance that a takes longer than b, 0.5 if neither tells
// anything (the area under the ROC curve, or Mann-Whitney's U).
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

// The attempts are interleaved, so that a busy machine slows all kinds alike.
// By chance alone the advantage of 100 is within 0.5 ± 0.04 in two of three runs;
// a hash more or less makes it 1 or 0. At full size a machine of its own tells
// smaller differences.
func TestSignInTakesAsLongWhateverIsWrong(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	// It outweighs all else that a sign-in does, and that two hashes of half the
	// work take a thousandth longer than one.
	c.Passwords.Cost = figure.Size(6, 9)
	f := function{Client: instance(t, c), db: open(t, c.Postgres)}
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	old := factory.Email(factory.User(t, f.db, social.Member).Username)
	pending := factory.Pending(t, f.db)
	f.exec(t, `UPDATE users SET password_hash = $1`, hashOf(t, c.Passwords.Cost))
	f.exec(t, `UPDATE users SET password_hash = $1 WHERE email = $2::citext`, hashOf(t, c.Passwords.Cost-1), old)
	attempts := []social.Credentials{
		{Email: active, Password: "wrong password"},
		{Email: "nobody@example.com", Password: "wrong password"},
		{Email: scan[string](t, f.db, `SELECT email::text FROM users WHERE id = $1`, pending), Password: factory.Password},
		{Email: active, Password: strings.Repeat("x", 100)},
		{Email: old, Password: "wrong password"}, // from before the cost was raised
	}
	rounds, wide := figure.Size(100, 1000), figure.Size(30, 5)
	took := make([][]time.Duration, len(attempts))
	for range rounds {
		for i, a := range attempts {
			began := time.Now()
			f.signIn(t, a.Email, a.Password)
			took[i] = append(took[i], time.Since(began))
		}
	}
	toldApart := 0
	for i := range attempts {
		for j := range i {
			a := advantage(took[i], took[j])
			t.Logf("attempt %d against %d: %.3f", i, j, a)
			if math.Abs(a-0.5)*100 > float64(wide) {
				toldApart++
				t.Errorf("attempt %d is told from %d with an advantage of %.2f", i, j, a)
			}
		}
	}
	figure.Report(t, "sign-ins refused for 5 reasons, each this often: reasons that the time tells", rounds, toldApart)
}

func hashOf(t testing.TB, cost int) string {
	t.Helper()
	hash, err := bcrypt.GenerateFromPassword([]byte(factory.Password), cost)
	if err != nil {
		t.Fatal(err)
	}
	return string(hash)
}

func TestSignInBringsAnOldHashToTheCostOfNewOnes(t *testing.T) {
	t.Parallel()
	f := newFunction(t) // with the lowest cost
	email := factory.Email(factory.User(t, f.db, social.Member).Username)
	f.exec(t, `UPDATE users SET password_hash = $1`, hashOf(t, 5))
	cost := func() int {
		cost, err := bcrypt.Cost([]byte(scan[string](t, f.db, `SELECT password_hash FROM users`)))
		if err != nil {
			t.Fatal(err)
		}
		return cost
	}
	f.signIn(t, email, "wrong password").Want(t, http.StatusUnauthorized)
	if got := cost(); got != 5 {
		t.Errorf("a wrong password made a hash of cost %d", got)
	}
	f.signIn(t, email, factory.Password).Want(t, created)
	if got := cost(); got != bcrypt.MinCost {
		t.Errorf("cost %d after a sign-in", got)
	}
	f.signIn(t, email, factory.Password).Want(t, created)
}
