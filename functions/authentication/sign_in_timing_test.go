package authentication_test

import (
	"strings"
	"testing"
	"time"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/factory"
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
// By chance alone the advantage is within 0.5 ± 0.04 in two of three runs; a
// hash more or less makes it 1 or 0.
func TestSignInTakesAsLongWhateverIsWrong(t *testing.T) {
	t.Parallel()
	c, _ := config(t)
	c.Passwords.Cost = 5 // outweighs all else that a sign-in does
	f := function{Client: instance(t, c), db: open(t, c.Postgres)}
	hash, err := bcrypt.GenerateFromPassword([]byte(factory.Password), c.Passwords.Cost)
	if err != nil {
		t.Fatal(err)
	}
	active := factory.Email(factory.User(t, f.db, social.Member).Username)
	pending := factory.Pending(t, f.db)
	f.exec(t, `UPDATE users SET password_hash = $1`, string(hash))
	attempts := []social.Credentials{
		{Email: active, Password: "wrong password"},
		{Email: "nobody@example.com", Password: "wrong password"},
		{Email: scan[string](t, f.db, `SELECT email::text FROM users WHERE id = $1`, pending), Password: factory.Password},
		{Email: active, Password: strings.Repeat("x", 100)},
	}
	const rounds = 100
	took := make([][]time.Duration, len(attempts))
	for range rounds {
		for i, a := range attempts {
			began := time.Now()
			f.signIn(t, a.Email, a.Password)
			took[i] = append(took[i], time.Since(began))
		}
	}
	for i := range attempts {
		if a := advantage(took[i], took[0]); a < 0.2 || a > 0.8 {
			t.Errorf("attempt %d is told from a wrong password with an advantage of %.2f", i, a)
		}
	}
}
