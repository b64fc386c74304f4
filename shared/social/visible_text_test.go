package social_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"social.example/shared/social"
)

func TestTextWithoutAVisibleCharacterIsEmpty(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"", " ", "\t\n", "\u00a0\u2003\u3000", // white space
		"\u200b", "\u200c\u200d", "\u2060", "\ufeff", "\u180e", "\u00ad", // zero width
		"\u2800", "\u3164", "\uffa0", "\u115f\u1160", "\U0001d159", "\U00013441\U00013442", // drawn empty
		"\u202e\u202c", "\u2066\u2069", "\u200e\u061c", // direction
		"\ufe0f", "\u180b", "\U000e0100", "\u034f", "\U000e0041\U000e007f", "\U000e0fff", "\u2065", // ignored by fonts
		"\u0301", "\u20dd", "\ufff9\ufffb", "\U00013430", "\uffff", "\ufdd0",
		"\u200b \u2800\n\u3164",
	} {
		want(t, text, "must not be empty")
	}
	for _, text := range []string{
		"a", "\u200ba", "é", "e\u0301", "👩\u200d👩\u200d👧", "❤\ufe0f", "1\ufe0f\u20e3", "🏴\U000e0067\U000e007f", "नि", "\u0903", "\u0600",
		".", "\u00b7", "\u2801", "\uf8ff", "\U0001faea", "a\nb\tc", "\ufffd", "\u2028x",
	} {
		want(t, text, "")
	}
}

func TestTextHasNoControlCharactersButNewlineAndTab(t *testing.T) {
	t.Parallel()
	for r := rune(0); r <= 0x9f; r++ {
		if r == ',' {
			continue // a tag may not contain it
		}
		control := r < 0x20 || r >= 0x7f
		rule := "must have no control characters other than newline and tab"
		switch {
		case r == 0:
			rule = "must be valid UTF-8 without NUL"
		case r == '\n' || r == '\t' || !control:
			rule = ""
		}
		want(t, fmt.Sprintf("a%cb", r), rule)
	}
}

// want checks the text in each field that takes one.
func want(t *testing.T, text, rule string) {
	t.Helper()
	fields := map[string]string{}
	maps.Copy(fields, social.PostDraft{Title: text, Content: text, Tags: []string{text}}.Validate())
	fields["comment"] = social.CommentDraft{Content: text}.Validate()["content"]
	edited := social.PostEdit{Title: &text, Content: &text}.Validate()
	for place, got := range map[string]string{
		"title": fields["title"], "content": fields["content"], "tag": fields["tags[0]"], "comment": fields["comment"],
		"edited title": edited["title"], "edited content": edited["content"],
	} {
		want := rule
		if place == "tag" && rule == "" && strings.ContainsAny(text, "\n\t") {
			want = "must have no control characters"
		}
		if got != want {
			t.Errorf("%q as %s: %q, want %q", text, place, got, want)
		}
	}
}
