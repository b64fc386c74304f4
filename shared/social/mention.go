package social

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// MentionCount is the maximum number of users that one text mentions. Further names
// are plain text.
const MentionCount = 10

// mention matches names after an at sign, and URLs and e-mail addresses, which have
// no mentions in them.
var mention = regexp.MustCompile(`(?:[a-zA-Z][a-zA-Z0-9+.-]*://|www\.)\S+|[\pL\pN._%+'-]+@[A-Za-z0-9-]+\.[A-Za-z0-9.-]+|@[A-Za-z0-9_]+`)

// Mentioned returns the different usernames that the text mentions, in order and in
// lower case. A mention is an at sign and a username, not inside a word, an e-mail
// address or a URL. The users need not exist.
func Mentioned(text string) []string {
	names := []string{}
	seen := map[string]bool{}
	for _, at := range mention.FindAllStringIndex(text, -1) {
		name, ok := strings.CutPrefix(text[at[0]:at[1]], "@")
		if !ok || len(name) < UsernameMinLength || len(name) > UsernameLength || joins(text[:at[0]], text[at[1]:]) {
			continue
		}
		if name = strings.ToLower(name); !seen[name] {
			seen[name] = true
			names = append(names, name)
		}
	}
	return names
}

// joins reports whether a name between these texts is part of a longer word or path.
func joins(before, after string) bool {
	last, _ := utf8.DecodeLastRuneInString(before)
	next, _ := utf8.DecodeRuneInString(after)
	return before != "" && (inWord(last) || strings.ContainsRune("@#&/=", last)) || after != "" && (inWord(next) || next == '@')
}

func inWord(r rune) bool { return r == '_' || unicode.In(r, unicode.L, unicode.M, unicode.N) }
