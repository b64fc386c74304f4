// Package token issues and verifies the bearer tokens of signed-in users: JSON
// Web Tokens (RFC 7519) with HS256, following RFC 8725.
package token

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"strconv"
	"strings"
	"time"

	"github.com/golang-jwt/jwt/v5"
)

// Leeway is the allowed difference between the clocks of two instances.
const Leeway = 30 * time.Second

// maxLength is far above the length of issued tokens, and bounds the work on a
// forged one.
const maxLength = 4096

// Config configures the issuer, audience, keys and lifetime of tokens.
type Config struct {
	Keys     Keys          `envconfig:"JWT_KEYS" required:"true"`
	Issuer   string        `envconfig:"JWT_ISSUER" required:"true"`
	Audience string        `envconfig:"JWT_AUDIENCE" required:"true"`
	TTL      time.Duration `envconfig:"JWT_TTL" default:"24h"`
}

// Validate implements settings.Validator.
func (c *Config) Validate() error {
	if c.TTL < time.Minute || c.TTL%time.Second != 0 { // tokens state whole seconds
		return errors.New("JWT_TTL must be whole seconds, and at least 1m")
	}
	return nil
}

// ErrInvalid is returned for every token that is not accepted. It gives no
// reason, because that would help an attacker who forges tokens.
var ErrInvalid = errors.New("the token is invalid or has expired")

// Claim is the content of a verified token.
type Claim struct {
	UserID    int64
	SessionID int64     // 0 in a token from before there were sessions
	Issued    time.Time // in whole seconds
	Expires   time.Time // in whole seconds; the token is accepted until Leeway after it
}

// Authority issues and verifies tokens.
type Authority struct {
	config    Config
	parser    *jwt.Parser
	validator *jwt.Validator // of the times of tokens that the parser has verified before
	verified  verified
}

// New returns an authority with this configuration. It verifies tokens by the
// clock now.
func New(c Config, now func() time.Time) *Authority {
	options := []jwt.ParserOption{
		jwt.WithValidMethods([]string{jwt.SigningMethodHS256.Alg()}),
		jwt.WithStrictDecoding(),
		jwt.WithExpirationRequired(),
		jwt.WithIssuedAt(),
		jwt.WithIssuer(c.Issuer),
		jwt.WithAudience(c.Audience),
		jwt.WithLeeway(Leeway),
		jwt.WithTimeFunc(now),
	}
	return &Authority{config: c, parser: jwt.NewParser(options...), validator: jwt.NewValidator(options...)}
}

// Issue returns a token with this content. Its times are truncated to whole
// seconds. A token without an expiry gets the configured lifetime.
func (a *Authority) Issue(c Claim) (string, error) {
	key := a.config.Keys[0]
	if c.Expires.IsZero() {
		c.Expires = c.Issued.Add(a.config.TTL)
	}
	said := claims{RegisteredClaims: jwt.RegisteredClaims{
		Issuer:    a.config.Issuer,
		Audience:  jwt.ClaimStrings{a.config.Audience},
		Subject:   strconv.FormatInt(c.UserID, 10),
		IssuedAt:  jwt.NewNumericDate(c.Issued),
		NotBefore: jwt.NewNumericDate(c.Issued),
		ExpiresAt: jwt.NewNumericDate(c.Expires),
		ID:        rand.Text(),
	}}
	if c.SessionID != 0 {
		session := strconv.FormatInt(c.SessionID, 10)
		said.Session = &session
	}
	t := jwt.NewWithClaims(jwt.SigningMethodHS256, said)
	t.Header["kid"] = key.ID
	return t.SignedString(key.secret)
}

// Verify returns the claims of the token, or ErrInvalid. The signature of a token is
// verified once; its times are checked at each call.
func (a *Authority) Verify(text string) (Claim, error) {
	if len(text) > maxLength {
		return Claim{}, ErrInvalid
	}
	hash := sha256.Sum256([]byte(text))
	if c := a.verified.get(hash); c != nil {
		if a.validator.Validate(c) != nil {
			a.verified.forget(hash)
			return Claim{}, ErrInvalid
		}
		return c.claim, nil
	}
	c, err := a.parse(text)
	if err != nil {
		return Claim{}, err
	}
	a.verified.put(hash, c)
	return c.claim, nil
}

// parse verifies the token and returns its claims, or ErrInvalid.
func (a *Authority) parse(text string) (*claims, error) {
	if strings.ContainsAny(text, "\r\n") { // Go's base64 skips line breaks, which no valid token has
		return nil, ErrInvalid
	}
	var c claims
	if _, err := a.parser.ParseWithClaims(text, &c, a.key); err != nil {
		return nil, ErrInvalid
	}
	user, canonical := parseID(c.Subject)
	var session int64
	if c.Session != nil && canonical {
		session, canonical = parseID(*c.Session)
	}
	complete := c.IssuedAt != nil && c.NotBefore != nil && c.ID != ""
	if !canonical || !complete || c.ExpiresAt.Sub(c.IssuedAt.Time) > a.config.TTL {
		return nil, ErrInvalid
	}
	c.claim = Claim{UserID: user, SessionID: session, Issued: c.IssuedAt.Time, Expires: c.ExpiresAt.Time}
	return &c, nil
}

// parseID returns the positive id with this canonical decimal text.
func parseID(text string) (id int64, ok bool) {
	id, err := strconv.ParseInt(text, 10, 64)
	return id, err == nil && id > 0 && strconv.FormatInt(id, 10) == text
}

// key returns the secret that the header names. It refuses critical extensions,
// because it supports none (RFC 7515, section 4.1.11), and tokens of another
// type.
func (a *Authority) key(t *jwt.Token) (any, error) {
	if _, critical := t.Header["crit"]; critical {
		return nil, ErrInvalid
	}
	if typ, ok := t.Header["typ"]; ok && typ != "JWT" && typ != "at+jwt" {
		return nil, ErrInvalid
	}
	id, _ := t.Header["kid"].(string)
	if secret, ok := a.config.Keys.secret(id); ok {
		return secret, nil
	}
	return nil, ErrInvalid
}
