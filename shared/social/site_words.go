package social

import (
	"slices"
	"strings"
)

// siteWords are the words of this site that no password may consist of: its name and
// those of its roles. They are in the form of SearchForm, the longest first.
var siteWords = []string{"administrator", "moderator", "network", "social", "media"}

// consistsOfSiteWords reports whether the password is one or several of siteWords, with
// or without spaces between them. It must be in the form of SearchForm. A digit or a sign
// makes it another password, as it does for the list of common ones.
func consistsOfSiteWords(password string) bool {
	rest := strings.ReplaceAll(password, " ", "")
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
