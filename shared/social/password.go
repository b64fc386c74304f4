package social

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"social.example/shared/blocklist"
)

// PasswordReset chooses a new password with the token of a reset link.
type PasswordReset struct {
	Token    string `json:"token"`
	Password string `json:"password" minLength:"$PasswordMinLength" extensions:"x-max-bytes=$PasswordBytes" format:"password" example:"correct horse battery"`
}

// Validate returns the invalid fields, each with the rule it breaks. It does not check
// whether the token is known.
func (r PasswordReset) Validate() map[string]string {
	var p problems
	p.check("token", r.Token != "", "must not be empty")
	p.password("password", r.Password)
	return p.fields
}

// PasswordChange replaces the password of a signed-in user.
type PasswordChange struct {
	CurrentPassword string `json:"current_password" format:"password" example:"correct horse battery"`
	Password        string `json:"password" minLength:"$PasswordMinLength" extensions:"x-max-bytes=$PasswordBytes" format:"password" example:"battery staple horse"`
}

// Validate returns the invalid fields, each with the rule it breaks.
func (c PasswordChange) Validate() map[string]string {
	var p problems
	p.check("current_password", c.CurrentPassword != "", "must not be empty")
	p.password("password", c.Password)
	return p.fields
}

// PasswordFor returns the rule that the password breaks for this account, or "".
// No account can have its username, its address in any form or the address's local part
// as its password.
func PasswordFor(password, username, email string) string {
	local, _, _ := strings.Cut(email, "@")
	names := append(AddressForms(email), username, local)
	normal := NormalPassword(password)
	address, ok := NormalAddress(normal)
	if slices.ContainsFunc(names, func(name string) bool {
		return strings.EqualFold(normal, name) || ok && strings.EqualFold(address, name)
	}) {
		return "must not be the username or the e-mail address"
	}
	return ""
}

// password checks the normal form of a new password.
func (p *problems) password(field, value string) {
	normal := NormalPassword(value)
	p.check(field, utf8.RuneCountInString(normal) >= PasswordMinLength,
		fmt.Sprintf("must have at least %d characters", PasswordMinLength))
	p.check(field, len(normal) <= PasswordBytes, fmt.Sprintf("must have at most %d bytes", PasswordBytes))
	p.check(field, storable(value), "must be valid UTF-8 without NUL")
	p.check(field, strings.TrimSpace(normal) != "", "must not be empty")
	p.check(field, len(normal) > PasswordBytes || !blocklist.Contains(SearchForm(normal)),
		"is one of the most common passwords: choose another")
	p.check(field, !consistsOfSiteWords(SearchForm(normal)), "consists of words of this site: choose another")
}

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
