package token_test

import (
	"encoding/json"
	"strings"
	"testing"

	"social.example/shared/test/figure"
)

func jsonOf(t testing.TB, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The last character of a signature has unused bits, so lax decoders accept
// several characters there.
func TestVerifyRefusesEverySingleByteMutation(t *testing.T) {
	t.Parallel()
	a := authority(t)
	text := issue(t, a, 42)
	tried, accepted, mutant := 0, 0, []byte(text)
	for i := range mutant {
		for replacement := range 256 {
			if byte(replacement) == text[i] {
				continue
			}
			mutant[i] = byte(replacement)
			tried++
			if _, err := a.Verify(string(mutant)); err == nil {
				accepted++
				t.Errorf("accepted with byte %d changed from %q to %q", i, text[i], byte(replacement))
			}
		}
		mutant[i] = text[i]
	}
	figure.Report(t, "forged and mutated tokens: accepted", tried, accepted)
}

func TestVerifyRefusesOtherForms(t *testing.T) {
	t.Parallel()
	a := authority(t)
	text := issue(t, a, 42)
	parts := strings.Split(text, ".")
	for name, form := range map[string]string{
		"nothing":            "",
		"two segments":       parts[0] + "." + parts[1],
		"no signature":       parts[0] + "." + parts[1] + ".",
		"four segments":      text + "." + parts[2],
		"padded":             text + "=",
		"newline after":      text + "\n",
		"newline within":     text[:20] + "\r\n" + text[20:],
		"space before":       " " + text,
		"space after":        text + " ",
		"quoted":             `"` + text + `"`,
		"another's claims":   parts[0] + "." + strings.Split(issue(t, a, 43), ".")[1] + "." + parts[2],
		"a million dots":     strings.Repeat(".", 1_000_000),
		"8 KiB":              text + strings.Repeat("A", 8<<10),
		"JSON serialization": `{"protected":"` + parts[0] + `","payload":"` + parts[1] + `","signature":"` + parts[2] + `"}`,
	} {
		if _, err := a.Verify(form); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func FuzzVerifyAcceptsOnlyWhatWasIssued(f *testing.F) {
	a := authority(f)
	text := newForgery().sign(f)
	f.Add(text)
	f.Add("..")
	f.Fuzz(func(t *testing.T, other string) {
		if _, err := a.Verify(other); err == nil && other != text {
			t.Errorf("accepted %q", other)
		}
	})
}
