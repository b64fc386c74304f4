package social

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// NormalPassword returns the form in which a password is checked and hashed, that
// of the OpaqueString profile (RFC 8265, section 4.2): keyboards write the same
// character in different ways. Nothing is trimmed and no case is changed.
func NormalPassword(password string) string {
	return norm.NFC.String(strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Zs, r) {
			return ' '
		}
		return r
	}, password))
}
