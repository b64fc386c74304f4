package social

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// The limits of an account. Lengths are in Unicode code points. bcrypt compares 72
// bytes and ignores the rest.
const (
	UsernameMinLength = 3
	UsernameLength    = 30
	UsernamePattern   = `^[A-Za-z0-9_]+$`
	PasswordMinLength = 8
	PasswordBytes     = 72
	ActivationPeriod  = 72 * time.Hour
)

var usernamePattern = regexp.MustCompile(UsernamePattern)

// Registration is a request for an account.
type Registration struct {
	Username string `json:"username" minLength:"$UsernameMinLength" maxLength:"$UsernameLength" extensions:"x-pattern=$UsernamePattern" example:"maya"`
	Email    string `json:"email" maxLength:"$EmailLength" example:"maya@example.com"`
	Password string `json:"password" minLength:"$PasswordMinLength" extensions:"x-max-bytes=$PasswordBytes" format:"password" example:"correct horse battery"`
}

// Normal returns the registration with its address in the normal form. The
// password is normalized when it is hashed.
func (r Registration) Normal() Registration {
	r.Email, _ = NormalAddress(r.Email)
	return r
}

// Validate returns the invalid fields, each with the rule it breaks. It checks
// the normal forms of the e-mail address and the password.
func (r Registration) Validate() map[string]string {
	var p problems
	address, _ := NormalAddress(r.Email)
	p.username("username", r.Username)
	p.email(r.Email)
	p.password("password", r.Password)
	rule := PasswordFor(r.Password, r.Username, address)
	p.check("password", rule == "", rule)
	return p.fields
}

// Registered is the response to a registration. It is the same whether or not the
// e-mail address already has an account.
type Registered struct {
	Username  string    `json:"username" example:"maya"`
	Email     string    `json:"email" example:"maya@example.com"`
	IsActive  bool      `json:"is_active" example:"false"`
	CreatedAt time.Time `json:"created_at" format:"date-time"`
}

// Credentials are the e-mail address and password of a sign-in. The address is not
// normalized, because accounts from before the normal form existed may have
// another form. An account with two-step sign-in also needs a code. A device token
// shows that this device signed in before; one that is not valid counts as absent.
type Credentials struct {
	Email       string `json:"email" example:"maya@example.com"`
	Password    string `json:"password" format:"password" example:"password123"`
	Code        string `json:"code,omitempty" example:"123456"`
	DeviceToken string `json:"device_token,omitempty"`
}

// Validate returns the missing fields. Any other mistake gets the same response
// as wrong credentials.
func (c Credentials) Validate() map[string]string {
	var p problems
	p.check("email", strings.TrimSpace(c.Email) != "", "must not be empty")
	p.check("password", c.Password != "", "must not be empty")
	return p.fields
}

// username checks that an account can have the name.
func (p *problems) username(field, value string) {
	fits := len(value) >= UsernameMinLength && len(value) <= UsernameLength && usernamePattern.MatchString(value)
	p.check(field, fits, fmt.Sprintf("must have %d to %d characters of A-Z, a-z, 0-9 and _", UsernameMinLength, UsernameLength))
}

// email checks that mail can be sent to the address.
func (p *problems) email(value string) {
	_, ok := NormalAddress(value)
	p.check("email", ok, fmt.Sprintf("must be an e-mail address of at most %d characters", EmailLength))
}
