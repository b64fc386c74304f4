package token

import (
	"fmt"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/golang-jwt/jwt/v5"
)

// claims parses a token's claims as strictly as Issue writes them: names are
// case-sensitive and unique, and dates are whole seconds. The library accepts
// names in any case, takes the last of duplicates, and allows dates outside the
// years 1 to 9999.
type claims struct {
	jwt.RegisteredClaims
	// Session is nil in tokens from before there were sessions.
	Session *string `json:"sid,omitempty"`

	claim Claim // what they mean, set when all else is verified
}

// UnmarshalJSON implements json.Unmarshaler.
func (c *claims) UnmarshalJSON(text []byte) error {
	var said struct {
		Issuer   string  `json:"iss"`
		Audience any     `json:"aud"`
		Subject  string  `json:"sub"`
		ID       string  `json:"jti"`
		Session  *string `json:"sid"`
		Issued   *int64  `json:"iat"`
		Begin    *int64  `json:"nbf"`
		End      *int64  `json:"exp"`
	}
	if err := json.Unmarshal(text, &said); err != nil {
		return err
	}
	c.Issuer, c.Subject, c.ID, c.Session = said.Issuer, said.Subject, said.ID, said.Session
	for _, date := range []struct {
		seconds *int64
		to      **jwt.NumericDate
	}{{said.Issued, &c.IssuedAt}, {said.Begin, &c.NotBefore}, {said.End, &c.ExpiresAt}} {
		if date.seconds == nil {
			continue // Verify refuses the token
		}
		if *date.seconds < first || *date.seconds > last {
			return fmt.Errorf("%d s are not a date", *date.seconds)
		}
		*date.to = jwt.NewNumericDate(time.Unix(*date.seconds, 0))
	}
	var err error
	c.Audience, err = audience(said.Audience)
	return err
}

// The Unix times of the years 1 to 9999, in which times can be compared.
const first, last = -62_135_596_800, 253_402_300_799

// audience returns the audience, which is one string or a list of strings.
func audience(said any) (jwt.ClaimStrings, error) {
	names, several := said.([]any)
	if !several {
		names = []any{said}
	}
	var all jwt.ClaimStrings
	for _, name := range names {
		text, ok := name.(string)
		if !ok {
			return nil, fmt.Errorf("%v is no audience", name)
		}
		all = append(all, text)
	}
	return all, nil
}
