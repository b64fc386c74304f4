package social

import (
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

// The limits of an e-mail address (RFC 5321, section 4.5.3.1).
const (
	EmailLength = 255
	localLength = 64
	maxText     = 4 * EmailLength // in bytes; longer texts are rejected unread
)

var (
	dotString = regexp.MustCompile("^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$")
	domain    = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]*[a-z][a-z0-9-]*$`)
	label     = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
)

// NormalAddress returns the normal form of an e-mail address, in which it is
// checked, stored, compared, counted and mailed. It trims white space and
// converts the domain to A-labels in lower case (RFC 5891). If no mail can be
// sent to the address, it returns the trimmed text and false: the local part must
// be a dot-string of at most 64 ASCII characters (RFC 5321), and the domain a
// host name of at least two labels.
func NormalAddress(text string) (address string, ok bool) {
	text = strings.TrimSpace(text)
	at := strings.LastIndexByte(text, '@')
	if at < 0 || len(text) > maxText || at > localLength || !dotString.MatchString(text[:at]) {
		return text, false
	}
	if strings.ContainsFunc(text[at+1:], dropped) {
		return text, false
	}
	host, err := idna.Lookup.ToASCII(text[at+1:])
	if err != nil {
		return text, false
	}
	host = strings.ToLower(host)
	if address = text[:at+1] + host; len(address) > EmailLength || !isHost(host) {
		return text, false
	}
	return address, true
}

// dropped reports whether idna silently drops the character. The two joiners are
// excluded, because some scripts use them as letters and idna checks their
// context.
func dropped(r rune) bool {
	const nonJoiner, joiner = '\u200c', '\u200d'
	return unicode.Is(unicode.Cf, r) && r != nonJoiner && r != joiner
}

// isHost reports whether the name has at least two labels and the last one is not
// a number.
func isHost(name string) bool {
	if !domain.MatchString(name) {
		return false
	}
	return label.MatchString(name[strings.LastIndexByte(name, '.')+1:])
}

// AddressForms returns the forms in which an account may have this address,
// likeliest first: as typed, in the normal form, and with a Unicode domain.
// Accounts from before the normal form existed keep theirs. It returns three
// forms for every text, so that each lookup takes the same time.
func AddressForms(text string) []string {
	normal, ok := NormalAddress(text)
	forms := []string{strings.TrimSpace(text), normal, normal}
	if ok {
		at := strings.LastIndexByte(normal, '@')
		if host, err := idna.Display.ToUnicode(normal[at+1:]); err == nil {
			forms[2] = normal[:at+1] + host
		}
	}
	return forms
}
