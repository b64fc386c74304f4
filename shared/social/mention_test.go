package social_test

import (
	"slices"
	"strings"
	"testing"

	"social.example/shared/social"
)

func TestMentionsAreNamesOutsideWordsAddressesAndURLs(t *testing.T) {
	t.Parallel()
	for text, want := range map[string][]string{
		"":                                 nil,
		"@maya":                            {"maya"},
		"Hi @Maya, @tomas_9 and @MAYA!":    {"maya", "tomas_9"},
		"(@maya) “@tomas” @ana.":           {"maya", "tomas", "ana"},
		"Hi.@maya thanks":                  {"maya"},
		"@ab @" + strings.Repeat("a", 31):  nil,
		"@" + strings.Repeat("a", 30):      {strings.Repeat("a", 30)},
		"word@maya é@maya _@maya 9@maya":   nil,
		"@mayaé @maya@tomas @@maya #@maya": nil,
		"maya@example.com, m.b+c@example.co.uk, o'neil-@example.com": nil,
		"https://example.com/@maya?to=@tomas www.example.com/@maya":  nil,
		"example.com/@maya x=@maya":                                  nil,
		"ftp://@maya @tomas":                                         {"tomas"},
	} {
		if got := social.Mentioned(text); !slices.Equal(got, want) {
			t.Errorf("%q mentions %q, want %q", text, got, want)
		}
	}
}
