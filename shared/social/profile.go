package social

import (
	"net/url"
	"strconv"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json"
	"golang.org/x/net/idna"
)

// The limits of a profile, in code points.
const (
	DisplayNameLength = 50
	BioLength         = 300
	LocationLength    = 100
	WebsiteLength     = 200
)

// RenamePeriod is the minimum time between two changes of a username. The former
// name stays reserved for its owner for as long.
const RenamePeriod = 30 * 24 * time.Hour

// Clearable is a text in a request: absent to keep the stored text, null or "" to clear it.
type Clearable struct {
	Given bool
	Text  string
}

// UnmarshalJSON implements json.Unmarshaler.
func (c *Clearable) UnmarshalJSON(b []byte) error {
	c.Given = true
	return json.Unmarshal(b, &c.Text)
}

// normal returns the text without white space around it, and "" for a text without
// a visible character. A text of more than limit code points stays as it is, and is
// refused.
func (c Clearable) normal(limit int) Clearable {
	if utf8.RuneCountInString(c.Text) > limit {
		return c
	}
	if c.Text = strings.TrimSpace(c.Text); !Visible(c.Text) {
		c.Text = ""
	}
	return c
}

// ProfileEdit changes the given fields of the signed-in user's account.
type ProfileEdit struct {
	Username    *string   `json:"username,omitempty" minLength:"$UsernameMinLength" maxLength:"$UsernameLength" extensions:"x-pattern=$UsernamePattern" example:"maya"`
	DisplayName Clearable `json:"display_name,omitzero" validate:"optional" swaggertype:"string" extensions:"x-nullable" maxLength:"$DisplayNameLength" example:"Maya Lindqvist"`
	Bio         Clearable `json:"bio,omitzero" validate:"optional" swaggertype:"string" extensions:"x-nullable" maxLength:"$BioLength"`
	Location    Clearable `json:"location,omitzero" validate:"optional" swaggertype:"string" extensions:"x-nullable" maxLength:"$LocationLength" example:"Malmö"`
	Website     Clearable `json:"website,omitzero" validate:"optional" swaggertype:"string" extensions:"x-nullable" maxLength:"$WebsiteLength" example:"https://maya.example.com"`
}

// Nullable returns the fields that may be null.
func (ProfileEdit) Nullable() []string { return []string{"display_name", "bio", "location", "website"} }

// Normal returns the edit with the texts in the form in which they are stored.
func (e ProfileEdit) Normal() ProfileEdit {
	e.DisplayName, e.Bio = e.DisplayName.normal(DisplayNameLength), e.Bio.normal(BioLength)
	e.Location, e.Website = e.Location.normal(LocationLength), e.Website.normal(WebsiteLength)
	return e
}

// Validate returns the invalid fields, each with the rule it breaks.
func (e ProfileEdit) Validate() map[string]string {
	var p problems
	p.check("username", e.Username != nil || e.DisplayName.Given || e.Bio.Given || e.Location.Given || e.Website.Given,
		"at least one of username, display_name, bio, location and website must be changed")
	if e.Username != nil {
		p.username("username", *e.Username)
	}
	p.line("display_name", e.DisplayName.Text, DisplayNameLength)
	p.line("location", e.Location.Text, LocationLength)
	if e.Bio.Text != "" {
		p.text("bio", e.Bio.Text, BioLength)
	}
	p.line("website", e.Website.Text, WebsiteLength)
	p.check("website", e.Website.Text == "" || isWebsite(e.Website.Text), "must be an address like https://example.com")
	return p.fields
}

// line checks an optional text of one line. It is shown next to other text, so it
// must not change the direction of its surroundings.
func (p *problems) line(field, value string, limit int) {
	if value == "" {
		return
	}
	p.text(field, value, limit)
	p.check(field, !strings.ContainsAny(value, "\n\t\u2028\u2029"), "must be one line")
	p.check(field, !strings.ContainsFunc(value, func(r rune) bool { return unicode.Is(unicode.Bidi_Control, r) }),
		"must have no characters that control the direction of text")
}

// isWebsite reports whether the text is an https URL of a host with a domain name,
// without a password and without characters that show nothing.
func isWebsite(text string) bool {
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" || u.User != nil || u.Opaque != "" {
		return false
	}
	if strings.ContainsFunc(text, func(r rune) bool {
		return unicode.IsSpace(r) || unicode.In(r, unseen...) || strings.ContainsRune(`"<>\`, r)
	}) {
		return false
	}
	if port, given := u.Port(), strings.HasSuffix(u.Host, ":") || u.Port() != ""; given {
		if n, err := strconv.ParseUint(port, 10, 16); err != nil || n == 0 {
			return false
		}
	}
	host, err := idna.Lookup.ToASCII(strings.TrimSuffix(u.Hostname(), "."))
	return err == nil && len(host) <= EmailLength && isHost(strings.ToLower(host))
}
