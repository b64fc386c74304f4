package ratelimit

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"

	"social.example/shared/social"
)

// Subject is whom or what hits are counted for. Only the functions of this package
// make one. Its key begins with its kind, so that subjects of two kinds are never equal,
// whatever text they are made from.
type Subject struct{ key string }

// String returns the subject's key.
func (s Subject) String() string { return s.key }

// User returns the subject of a signed-in user.
func User(id int64) Subject { return Subject{"user:" + strconv.FormatInt(id, 10)} }

// SignIn returns the subject of sign-ins to a user's account that are not from a known
// device.
func SignIn(id int64) Subject { return Subject{"sign-in:" + strconv.FormatInt(id, 10)} }

// EarlierDevices returns the subject of all devices that were known before the user
// turned two-step sign-in on.
func EarlierDevices(id int64) Subject {
	return Subject{"earlier-devices:" + strconv.FormatInt(id, 10)}
}

// Device returns the subject of attempts from a known device.
func Device(id []byte) Subject { return Subject{"device:" + hex.EncodeToString(id)} }

// Account returns the subject of attempts on an e-mail address as somebody typed it,
// whether or not it has an account.
func Account(email string) Subject {
	email, _ = social.NormalAddress(email)
	return Subject{"account:" + hash(strings.ToLower(email))}
}

// Link returns the subject of attempts with the token of a mailed link.
func Link(token string) Subject { return Subject{"link:" + hash(token)} }

// hash returns a hash of the text, so that Redis never stores the text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}
