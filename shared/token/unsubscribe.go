package token

import (
	"encoding/base64"
	"encoding/binary"
)

// UnsubscribeKeySize is the size of an unsubscribe key in bytes.
const UnsubscribeKeySize = 16

// Unsubscribe is the token of a link that turns off a user's digests. It allows nothing
// else. It has no expiry, because a mail may be old when it is opened, so it contains a
// random key of the user instead of a signature: signing keys are rotated.
type Unsubscribe struct {
	UserID int64
	Key    [UnsubscribeKeySize]byte
}

const unsubscribeSize = 8 + UnsubscribeKeySize // a multiple of 3, so that each text is the only one of its token

// Text returns the token as it is in links.
func (u Unsubscribe) Text() string {
	raw := binary.BigEndian.AppendUint64(nil, uint64(u.UserID)) //nolint:gosec // G115: read back in the same way
	return base64.RawURLEncoding.EncodeToString(append(raw, u.Key[:]...))
}

// KeyHash returns the SHA-256 hash of the key.
func (u Unsubscribe) KeyHash() []byte { return sum(u.Key[:]) }

// ParseUnsubscribe returns the token with this text. It reports false for a text that
// is not a token. Only the database knows whether the key is right.
func ParseUnsubscribe(text string) (u Unsubscribe, ok bool) {
	if len(text) != base64.RawURLEncoding.EncodedLen(unsubscribeSize) {
		return u, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != unsubscribeSize {
		return u, false
	}
	u.UserID = int64(binary.BigEndian.Uint64(raw)) //nolint:gosec // G115: a number that is no user's id matches no key
	copy(u.Key[:], raw[8:])
	return u, true
}
