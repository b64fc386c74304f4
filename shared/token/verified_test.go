package token_test

import (
	"testing"
	"time"

	"social.example/shared/token"
)

// clock is a clock that a test sets.
type clock struct{ now time.Time }

func (c *clock) read() time.Time { return c.now }

func TestVerifiedTokenIsRefusedWhenItsTimeIsOver(t *testing.T) {
	t.Parallel()
	c := clock{noon}
	a := token.New(config(t, "k1:"+encoded("a", 32)), c.read)
	text := issue(t, a, 42)
	end := noon.Add(time.Hour + token.Leeway)
	for _, step := range []struct {
		name  string
		now   time.Time
		valid bool
	}{
		{"the first time", noon, true},
		{"again", noon.Add(time.Minute), true},
		{"at the last moment", end.Add(-time.Second), true},
		{"when it has expired", end, false},
		{"still", end.Add(time.Hour), false},
		{"by a clock that was set back", noon, true},
		{"by one that was set back to before it was issued", noon.Add(-token.Leeway - time.Second), false},
	} {
		c.now = step.now
		claim, err := a.Verify(text)
		if (err == nil) != step.valid || step.valid && claim.UserID != 42 {
			t.Errorf("%s: got %+v, %v, want valid %t", step.name, claim, err, step.valid)
		}
	}
}

func TestTokenVerifiedAgainSaysTheSame(t *testing.T) {
	t.Parallel()
	a := authority(t)
	text, err := a.Issue(token.Claim{UserID: 42, SessionID: 7, Issued: noon})
	if err != nil {
		t.Fatal(err)
	}
	first, err := a.Verify(text)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := a.Verify(text); err != nil || again != first || again.SessionID != 7 {
		t.Errorf("got first %+v, then %+v, %v, want the same claim twice", first, again, err)
	}
}

// An instance with other keys never uses what this one remembers: a token of
// a removed key is refused by every instance that starts after the removal.
func TestVerifiedTokenIsRefusedWithoutItsKey(t *testing.T) {
	t.Parallel()
	a := authority(t)
	text := issue(t, a, 42)
	if _, err := a.Verify(text); err != nil {
		t.Fatal(err)
	}
	if _, err := token.New(config(t, "k2:"+encoded("b", 32)), at(noon)).Verify(text); err == nil {
		t.Error("accepted without its key")
	}
}

func BenchmarkVerify(b *testing.B) {
	a := authority(b)
	text := issue(b, a, 42)
	b.ReportAllocs()
	for b.Loop() {
		if _, err := a.Verify(text); err != nil {
			b.Fatal(err)
		}
	}
}
