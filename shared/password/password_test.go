package password_test

import (
	"strings"
	"testing"

	"golang.org/x/crypto/bcrypt"

	"social.example/shared/password"
)

func hasher() *password.Hasher { return password.New(password.Config{Cost: bcrypt.MinCost}) }

func hash(t testing.TB, h *password.Hasher, text string) string {
	t.Helper()
	hashed, err := h.Hash(t.Context(), text, 0)
	if err != nil {
		t.Fatal(err)
	}
	return hashed
}

func TestOnlyThePasswordItselfMatches(t *testing.T) {
	t.Parallel()
	h := hasher()
	longest := strings.Repeat("😀", 18) // 72 bytes
	for _, test := range []struct {
		name, right, given string
		matches            bool
	}{
		{"right", "correct horse", "correct horse", true},
		{"wrong", "correct horse", "correct mouse", false},
		{"other case", "correct horse", "Correct horse", false},
		{"space around", " correct horse", "correct horse", false},
		{"empty", "correct horse", "", false},
		{"cut off by NUL", "correct", "correct\x00horse", false},
		{"repeated over NUL", "abcdefgh", "abcdefgh\x00abcdefgh", false},
		{"72 bytes", longest, longest, true},
		{"72 right bytes and one more", longest, longest + "x", false},
		{"composed and decomposed", "caf\u00e9 noir", "cafe\u0301 noir", true},
		{"decomposed and composed", "cafe\u0301 noir", "caf\u00e9 noir", true},
		{"wide space", "correct\u3000horse", "correct horse", true},
	} {
		matches, _, err := h.Matches(t.Context(), hash(t, h, test.right), test.given, 0)
		if err != nil || matches != test.matches {
			t.Errorf("%s: got %t, %v, want %t", test.name, matches, err, test.matches)
		}
	}
}

func TestNothingMatchesNoHash(t *testing.T) {
	t.Parallel()
	for _, given := range []string{"", "password", strings.Repeat("x", 100), "\x00"} {
		if matches, _, err := hasher().Matches(t.Context(), "", given, 0); err != nil || matches {
			t.Errorf("%q: got %t, %v, want no match", given, matches, err)
		}
	}
}

func TestHashHasTheConfiguredCostAndItsOwnSalt(t *testing.T) {
	t.Parallel()
	h := password.New(password.Config{Cost: 5})
	first, second := hash(t, h, "correct horse"), hash(t, h, "correct horse")
	if cost, err := bcrypt.Cost([]byte(first)); err != nil || cost != 5 {
		t.Errorf("got the cost %d, %v, want 5", cost, err)
	}
	if first == second {
		t.Error("two hashes of a password are equal")
	}
}

func TestHashesOfOtherCostsMatchAndAreOutdated(t *testing.T) {
	t.Parallel()
	h := password.New(password.Config{Cost: 6})
	for _, cost := range []int{4, 5, 6, 7} {
		hashed := hash(t, password.New(password.Config{Cost: cost}), "correct horse")
		for given, want := range map[string]bool{"correct horse": true, "correct mouse": false} {
			matches, outdated, err := h.Matches(t.Context(), hashed, given, 0)
			if err != nil || matches != want || outdated != (want && cost != 6) {
				t.Errorf("cost %d, %s: matches %t, outdated %t, %v; want %t, %t", cost, given, matches, outdated, err, want, want && cost != 6)
			}
		}
	}
}

// Hashes from before the normal form existed are of the password as typed.
func TestHashesOfAPasswordAsItWasTypedMatchAndAreOutdated(t *testing.T) {
	t.Parallel()
	const composed, decomposed = "caf\u00e9 noir", "cafe\u0301 noir"
	h := hasher()
	old, err := bcrypt.GenerateFromPassword([]byte(decomposed), bcrypt.MinCost)
	if err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]bool{decomposed: true, composed: false, "cafe\u0301 blanc": false} {
		matches, outdated, err := h.Matches(t.Context(), string(old), given, 0)
		if err != nil || matches != want || outdated != want {
			t.Errorf("%q: matches %t, outdated %t, %v; want %t for both", given, matches, outdated, err, want)
		}
	}
}

func TestConfigBoundsTheCost(t *testing.T) {
	t.Parallel()
	for cost, valid := range map[int]bool{3: false, 4: true, 20: true, 21: false} {
		c := password.Config{Cost: cost}
		if (c.Validate() == nil) != valid {
			t.Errorf("cost %d: got %v, want valid %t", cost, c.Validate(), valid)
		}
	}
}
