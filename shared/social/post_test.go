package social_test

import (
	"strings"
	"testing"

	"social.example/shared/social"
	"social.example/shared/test/apitest"
)

// A letter may expand to 18. A tag that is too long must be refused without
// expanding it.
func TestALongTagIsRefusedUnexpanded(t *testing.T) { //nolint:paralleltest // it measures allocations of the whole process
	tag := strings.Repeat("\ufdfa", 20_000)
	got := apitest.Allocated(func() {
		if social.ValidTag(tag) {
			t.Error("the tag is accepted")
		}
	})
	if got > uint64(len(tag)) {
		t.Errorf("checking a tag of %d bytes allocates %d, want no more than the tag", len(tag), got)
	}
}

func TestATagIsAsLongAsItsForm(t *testing.T) {
	t.Parallel()
	for tag, valid := range map[string]bool{
		strings.Repeat("a", 50):                            true,
		strings.Repeat("a", 51):                            false,
		strings.Repeat("\u1100\u1161\u11a8", 50):           true, // a syllable each
		strings.Repeat("\u1100\u1161\u11a8", 51):           false,
		strings.Repeat("\u03b1\u0313\u0301\u0345", 25):     true, // a letter with three marks
		strings.Repeat(" ", 2000) + "a":                    true,
		strings.Repeat("\ufdfa", 3):                        false, // 18 letters each
		strings.Repeat("\u0301", 1000):                     false,
		strings.Repeat("\u200b", 1000):                     false,
		"\u3000" + strings.Repeat("\uff21", 50) + "\u3000": true, // of full width
		" a b\u00a0": true,
		"a\r":        false,
		"\na":        false,
		"\u000ba":    false,
		"\u0085a":    false,
		"a\u0085":    false,
		"a\nb":       false,
		"a\tb":       false,
		"\u009f":     false,
		"\U0001f468" + strings.Repeat("\u200d\U0001f469", 4): true,
	} {
		if social.ValidTag(tag) != valid {
			t.Errorf("%.20q of %d bytes: valid %t, want %t", tag, len(tag), !valid, valid)
		}
	}
}
