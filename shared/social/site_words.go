package social

import (
	"slices"
	"strings"
	"unicode"
)

// siteWords are the words of this site that no password may consist of: its name and
// those of its roles. They are in the form of SearchForm, the longest first.
var siteWords = []string{"administrator", "moderator", "network", "social", "media"}

// consistsOfSiteWords reports whether the password has no other letters than those of
// siteWords. It must be in the form of SearchForm.
func consistsOfSiteWords(password string) bool {
	rest := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) {
			return r
		}
		return -1
	}, password)
	if rest == "" {
		return false
	}
	for rest != "" {
		next := slices.IndexFunc(siteWords, func(word string) bool { return strings.HasPrefix(rest, word) })
		if next < 0 {
			return false
		}
		rest = strings.TrimPrefix(rest, siteWords[next])
	}
	return true
}
