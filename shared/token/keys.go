package token

import (
	"crypto/hkdf"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"regexp"
	"strings"
)

// Key is a secret and the id that names it in a token's header.
type Key struct {
	ID     string
	secret []byte
}

// Keys are the signing keys. The first signs, all verify. To rotate: add the new
// key at the end and deploy; move it to the front and deploy; after a token's
// lifetime remove the old one and deploy. No request fails in between.
type Keys []Key

// minKeyBytes is the minimum key length for HS256: RFC 7518, section 3.2.
const minKeyBytes = 32

var keyID = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// Decode implements envconfig.Decoder. Its errors do not contain the value.
func (k *Keys) Decode(value string) error {
	seen := map[string]bool{}
	for entry := range strings.SplitSeq(value, ",") {
		id, encoded, ok := strings.Cut(strings.TrimSpace(entry), ":")
		secret, err := base64.StdEncoding.DecodeString(encoded)
		switch {
		case !ok || !keyID.MatchString(id) || err != nil:
			return errors.New("not kid:base64,kid:base64")
		case len(secret) < minKeyBytes:
			return errors.New("a key is shorter than 32 bytes")
		case seen[id]:
			return errors.New("two keys have the same id")
		}
		seen[id] = true
		*k = append(*k, Key{id, secret})
	}
	return nil
}

// Derive derives a key for another purpose from each key. A derived key reveals
// nothing about its source (HKDF, RFC 5869).
func (k Keys) Derive(purpose string) ([][]byte, error) {
	var derived [][]byte
	for _, key := range k {
		secret, err := hkdf.Key(sha256.New, key.secret, nil, purpose, sha256.Size)
		if err != nil {
			return nil, err
		}
		derived = append(derived, secret)
	}
	return derived, nil
}

func (k Keys) secret(id string) ([]byte, bool) {
	for _, key := range k {
		if key.ID == id {
			return key.secret, true
		}
	}
	return nil, false
}
