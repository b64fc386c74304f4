package social

import (
	"fmt"
	"strings"
	"time"
	"unicode"
)

// The limits of sessions. A session with refresh tokens ends when it is not used for
// RefreshIdle, and RefreshLife after it began. A user has at most RefreshSessions of
// them and TokenSessions with one access token and no refresh token. One more ends the
// least recently used of its kind.
const (
	AccessPeriod    = 15 * time.Minute
	RefreshIdle     = 30 * 24 * time.Hour
	RefreshLife     = 180 * 24 * time.Hour
	RefreshGrace    = 30 * time.Second // in which a refresh token can be used again
	RefreshSessions = 100
	TokenSessions   = 400
	DeviceLength    = 100
)

// Session is a signed-in device as its user sees it. Address is the network of the
// client when the session was last used: an IPv4 /24 or an IPv6 /48. It is empty if
// unknown.
type Session struct {
	ID         int64     `json:"id" example:"42"`
	CreatedAt  time.Time `json:"created_at" format:"date-time"`
	LastUsedAt time.Time `json:"last_used_at" format:"date-time"`
	ExpiresAt  time.Time `json:"expires_at" format:"date-time"`
	Device     string    `json:"device" example:"Firefox on Windows"`
	Address    string    `json:"address" example:"203.0.113.0/24"`
	IsCurrent  bool      `json:"is_current"`
}

// SignedIn is the response to a sign-in with a refresh token, and to a refresh.
type SignedIn struct {
	AccessToken      string    `json:"access_token"`
	TokenType        string    `json:"token_type" enums:"Bearer" example:"Bearer"`
	ExpiresIn        int       `json:"expires_in" example:"900"`
	RefreshToken     string    `json:"refresh_token"`
	RefreshExpiresAt time.Time `json:"refresh_expires_at" format:"date-time"`
	DeviceToken      string    `json:"device_token"`
	Session          Session   `json:"session"`
}

// SessionRequest is a request for a session with refresh tokens.
type SessionRequest struct {
	Credentials
	Device string `json:"device,omitempty" maxLength:"$DeviceLength" example:"Maya's laptop"`
}

// Validate returns the invalid fields, each with the rule it breaks.
func (r SessionRequest) Validate() map[string]string {
	p := problems{fields: r.Credentials.Validate()}
	p.line("device", r.Device, DeviceLength)
	return p.fields
}

// Normal returns the request with its device trimmed. White space alone counts as
// none.
func (r SessionRequest) Normal() SessionRequest {
	if r.Device = strings.TrimFunc(r.Device, unicode.IsSpace); !Visible(r.Device) {
		r.Device = ""
	}
	return r
}

// RefreshRequest is a request for the next tokens of a session.
type RefreshRequest struct {
	RefreshToken string `json:"refresh_token"`
}

// Validate returns the missing field. Any other mistake gets the same response as
// an unknown token.
func (r RefreshRequest) Validate() map[string]string {
	var p problems
	p.check("refresh_token", r.RefreshToken != "", "must not be empty")
	return p.fields
}

// browsers and systems map parts of a User-Agent header to names. The first match wins,
// because browsers also name the ones they descend from.
var (
	browsers = []struct{ mark, name string }{
		{"Edg/", "Edge"},
		{"EdgA/", "Edge"},
		{"EdgiOS/", "Edge"},
		{"OPR/", "Opera"},
		{"SamsungBrowser/", "Samsung Internet"},
		{"Firefox/", "Firefox"},
		{"FxiOS/", "Firefox"},
		{"Chrome/", "Chrome"},
		{"CriOS/", "Chrome"},
		{"Safari/", "Safari"},
	}
	systems = []struct{ mark, name string }{
		{"iPhone", "iPhone"},
		{"iPad", "iPad"},
		{"Android", "Android"},
		{"CrOS", "ChromeOS"},
		{"Windows", "Windows"},
		{"Macintosh", "macOS"},
		{"Linux", "Linux"},
	}
)

// DeviceOf returns the name of a device with this User-Agent header, as in "Firefox on
// Windows". For programs other than browsers it is the program's name.
func DeviceOf(userAgent string) string {
	const unknown = "Unknown device"
	userAgent = fmt.Sprintf("%.1000s", userAgent)
	program, system := "", ""
	for _, b := range browsers {
		if program == "" && strings.Contains(userAgent, b.mark) {
			program = b.name
		}
	}
	for _, s := range systems {
		if system == "" && strings.Contains(userAgent, s.mark) {
			system = s.name
		}
	}
	switch {
	case program != "" && system != "":
		return program + " on " + system
	case program != "":
		return program
	}
	product, _, _ := strings.Cut(userAgent, " ")
	product, _, _ = strings.Cut(product, "/")
	if product == "" || len(product) > DeviceLength/2 || strings.ContainsFunc(product, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsPrint(r)
	}) {
		return unknown
	}
	return product
}
