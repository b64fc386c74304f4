package social

import (
	"fmt"
	"net/mail"
	"regexp"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// The bounds of an account. bcrypt compares 72 bytes and ignores the rest.
const (
	EmailLength      = 255
	PasswordLength   = 8  // least, in code points
	PasswordBytes    = 72 // most
	ActivationPeriod = 72 * time.Hour
	ResendInterval   = time.Minute
)

var usernamePattern = regexp.MustCompile(`^[A-Za-z0-9_]{3,30}$`)

// Registration is a request for an account.
type Registration struct {
	Username string `json:"username" validate:"required" minLength:"3" maxLength:"30" example:"maya"`
	Email    string `json:"email" validate:"required" maxLength:"255" example:"maya@example.com"`
	Password string `json:"password" validate:"required" minLength:"8" format:"password" example:"correct horse battery"`
}

// Validate names the fields that are wrong.
func (r Registration) Validate() map[string]string {
	var p problems
	p.check("username", usernamePattern.MatchString(r.Username), "must have 3 to 30 characters of A-Z, a-z, 0-9 and _")
	p.email("email", r.Email)
	p.check("password", utf8.RuneCountInString(r.Password) >= PasswordLength,
		fmt.Sprintf("must have at least %d characters", PasswordLength))
	p.check("password", len(r.Password) <= PasswordBytes, fmt.Sprintf("must have at most %d bytes", PasswordBytes))
	p.check("password", storable(r.Password), "must be valid UTF-8 without NUL")
	p.check("password", strings.TrimSpace(r.Password) != "", "must not be empty")
	return p.fields
}

// Registered is what the person who registers is told: the same whether or not
// the e-mail already has an account.
type Registered struct {
	Username  string    `json:"username" example:"maya"`
	Email     string    `json:"email" example:"maya@example.com"`
	IsActive  bool      `json:"is_active" example:"false"`
	CreatedAt time.Time `json:"created_at"`
}

// Credentials are what a user signs in with.
type Credentials struct {
	Email    string `json:"email" validate:"required" example:"maya@example.com"`
	Password string `json:"password" validate:"required" format:"password" example:"password123"`
}

// Validate names the fields that are missing. Anything else that is wrong is
// answered as wrong credentials are.
func (c Credentials) Validate() map[string]string {
	var p problems
	p.check("email", c.Email != "", "must not be empty")
	p.check("password", c.Password != "", "must not be empty")
	return p.fields
}

// ActivationRequest asks for a fresh activation mail.
type ActivationRequest struct {
	Email string `json:"email" validate:"required" maxLength:"255" example:"maya@example.com"`
}

// Validate names the fields that are wrong.
func (r ActivationRequest) Validate() map[string]string {
	var p problems
	p.email("email", r.Email)
	return p.fields
}

// email wants a bare address that can be put in a mail's header as it is.
func (p *problems) email(field, value string) {
	p.check(field, utf8.RuneCountInString(value) <= EmailLength, fmt.Sprintf("must have at most %d characters", EmailLength))
	address, err := mail.ParseAddress(value)
	odd := strings.ContainsFunc(value, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.IsControl(r) || strings.ContainsRune(`"<>(),;`, r)
	})
	bare := err == nil && address.Name == "" && address.Address == value && !odd
	p.check(field, bare && storable(value), "must be an e-mail address")
}
