package store

import "testing"

func TestContainingTakesTheTextLiterally(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"":       `%%`,
		"plain":  `%plain%`,
		"100%":   `%100\%%`,
		"a_b":    `%a\_b%`,
		`\`:      `%\\%`,
		`\%_`:    `%\\\%\_%`,
		"it's ü": `%it's ü%`,
	} {
		if got := containing(text); got != want {
			t.Errorf("containing(%q) is %q, want %q", text, got, want)
		}
	}
}
