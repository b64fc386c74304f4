// Package totp makes and checks the codes of two-step sign-in: one-time codes by time
// (RFC 6238) and recovery codes.
package totp

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha1" //nolint:gosec // G505: RFC 6238, and the only hash that all authenticator apps support
	"crypto/subtle"
	"encoding/base32"
	"encoding/binary"
	"fmt"
	"net/url"
	"time"
)

// Issuer is the name under which authenticator apps list the account.
const Issuer = "Social"

// The parameters that all authenticator apps support.
const (
	period     = 30 * time.Second
	digits     = 6
	modulus    = 1_000_000
	secretSize = 20 // bytes: RFC 4226, section 4, R6
)

// Secret is what the server and an authenticator app share.
type Secret []byte

var secretText = base32.StdEncoding.WithPadding(base32.NoPadding)

// NewSecret returns a random secret.
func NewSecret() Secret {
	s := make(Secret, secretSize)
	_, _ = rand.Read(s) // never fails
	return s
}

// Text returns the secret as people type it into an app.
func (s Secret) Text() string { return secretText.EncodeToString(s) }

// ParseSecret returns the secret with this text.
func ParseSecret(text string) (Secret, error) { return secretText.DecodeString(text) }

// URI returns the secret in the form that apps scan:
// https://github.com/google/google-authenticator/wiki/Key-Uri-Format
func (s Secret) URI(account string) string {
	return fmt.Sprintf("otpauth://totp/%s:%s?secret=%s&issuer=%s&algorithm=SHA1&digits=%d&period=%d",
		url.PathEscape(Issuer), url.PathEscape(account), s.Text(), url.QueryEscape(Issuer), digits, int(period.Seconds()))
}

// Step returns the number of the period that the time is in.
func Step(at time.Time) int64 { return at.Unix() / int64(period.Seconds()) }

// Code returns the code of a step (RFC 4226, section 5.3).
func (s Secret) Code(step int64) string {
	mac := hmac.New(sha1.New, s)
	mac.Write(binary.BigEndian.AppendUint64(nil, uint64(step))) //nolint:gosec // G115: after 1970
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0xf
	number := binary.BigEndian.Uint32(sum[offset:]) & 0x7fffffff
	return fmt.Sprintf("%0*d", digits, number%modulus)
}

// match returns the step that the code is for: the current one, the one before or
// the next one, because clocks differ. It reports false for a step that is not after
// the step used last, because a code is good once.
func (s Secret) match(code string, at time.Time, used int64) (step int64, ok bool) {
	for step = Step(at) - 1; step <= Step(at)+1; step++ {
		if step > used && subtle.ConstantTimeCompare([]byte(s.Code(step)), []byte(code)) == 1 {
			return step, true
		}
	}
	return 0, false
}
