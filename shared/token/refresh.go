package token

import (
	"bytes"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
)

// The parts of a refresh token, in bytes.
const (
	familyLength = 16
	secretLength = 32
	checkLength  = 4
)

// Refresh is a refresh token. All tokens of a session share the family, which
// only holders of one of them know. The secret is new in each token.
//
// The text of a token ends with a checksum. So a token with a known family and a wrong
// secret is an older token of its session, not one that was damaged in transit.
type Refresh struct {
	family [familyLength]byte
	secret [secretLength]byte
}

// NewRefresh returns the first refresh token of a session.
func NewRefresh() Refresh {
	var r Refresh
	_, _ = rand.Read(r.family[:]) // never fails
	_, _ = rand.Read(r.secret[:])
	return r
}

// NewSeed returns a random seed for Successor.
func NewSeed() []byte {
	seed := make([]byte, sha256.Size)
	_, _ = rand.Read(seed)
	return seed
}

// Successor returns the token that replaces r. It needs both r and the seed: the
// seed can be stored without revealing the successor.
func (r Refresh) Successor(seed []byte) Refresh {
	mac := hmac.New(sha256.New, r.secret[:])
	mac.Write(seed)
	mac.Sum(r.secret[:0])
	return r
}

// Text returns the token as clients send it.
func (r Refresh) Text() string {
	return base64.RawURLEncoding.EncodeToString(append(r.content(), r.check()...))
}

// ParseRefresh returns the token with this text. It reports false for a text that
// no token has.
func ParseRefresh(text string) (r Refresh, ok bool) {
	if len(text) != base64.RawURLEncoding.EncodedLen(familyLength+secretLength+checkLength) {
		return r, false
	}
	raw, err := base64.RawURLEncoding.Strict().DecodeString(text)
	if err != nil || len(raw) != familyLength+secretLength+checkLength {
		return r, false
	}
	copy(r.family[:], raw)
	copy(r.secret[:], raw[familyLength:])
	return r, bytes.Equal(r.check(), raw[familyLength+secretLength:])
}

// FamilyHash returns the hash that the token's session is stored under.
func (r Refresh) FamilyHash() []byte { return sum(r.family[:]) }

// Hash returns the hash of the token's secret.
func (r Refresh) Hash() []byte { return sum(r.secret[:]) }

func (r Refresh) content() []byte { return append(bytes.Clone(r.family[:]), r.secret[:]...) }

func (r Refresh) check() []byte { return sum(r.content())[:checkLength] }

func sum(text []byte) []byte {
	hash := sha256.Sum256(text)
	return hash[:]
}
