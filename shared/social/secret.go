package social

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NormalPassword returns the form in which a password is checked and hashed: the
// OpaqueString profile (RFC 8265, section 4.2), because keyboards encode the same
// character in different ways. It trims nothing and keeps the case.
func NormalPassword(password string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Zs, r) {
			return ' '
		}
		return r
	}, password))
}
