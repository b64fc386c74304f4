package totp

import (
	"crypto/rand"
	"crypto/sha256"
	"strings"
)

// RecoveryCodes is how many recovery codes a user gets.
const RecoveryCodes = 10

const (
	recoveryLength   = 24 // characters of 5 bits each
	recoveryGroup    = 4
	recoveryAlphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
)

// NewRecoveryCodes returns random codes, each of which works once instead of a code
// of an app, and the hashes that they are stored under. A code has 120 random bits,
// too many to try, so a fast hash keeps it secret (ASVS 6.5.2 wants 112).
func NewRecoveryCodes() (codes []string, hashes [][]byte) {
	for range RecoveryCodes {
		text := rand.Text()[:recoveryLength]
		var groups []string
		for i := 0; i < len(text); i += recoveryGroup {
			groups = append(groups, text[i:i+recoveryGroup])
		}
		hash, _ := recoveryHash(text)
		codes, hashes = append(codes, strings.Join(groups, "-")), append(hashes, hash)
	}
	return codes, hashes
}

// plain returns the code as it is compared: without the spaces and hyphens that
// people copy, and in upper case.
func plain(code string) string {
	return strings.ToUpper(strings.Map(func(r rune) rune {
		if r == ' ' || r == '-' {
			return -1
		}
		return r
	}, code))
}

// recoveryHash returns the hash of a plain code. It reports false if no recovery code
// has this form.
func recoveryHash(code string) (hash []byte, ok bool) {
	if len(code) != recoveryLength || strings.Trim(code, recoveryAlphabet) != "" {
		return nil, false
	}
	sum := sha256.Sum256([]byte(code))
	return sum[:], true
}
