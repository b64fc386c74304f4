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
type Subject struct {
	key   string
	times int // how many attempts it may make for each of a client's address; 0: 1
}

// String returns the subject's key.
func (s Subject) String() string { return s.key }

// User returns the subject of a signed-in user.
func User(id int64) Subject { return Subject{key: "user:" + strconv.FormatInt(id, 10)} }

// SignIn returns the subject of sign-ins to a user's account that are not from a known
// device.
func SignIn(id int64) Subject { return Subject{key: "sign-in:" + strconv.FormatInt(id, 10)} }

// EarlierDevices returns the subject of all devices that were known before the user
// turned two-step sign-in on.
func EarlierDevices(id int64) Subject {
	return Subject{key: "earlier-devices:" + strconv.FormatInt(id, 10)}
}

// Device returns the subject of attempts from a known device.
func Device(id []byte) Subject { return Subject{key: "device:" + hex.EncodeToString(id)} }

// accountTimes is how many attempts an account has for each of a client's address. With
// more than one, no single client can use up the attempts of the account's owner.
const accountTimes = 2

// Account returns the subject of sign-ins with an e-mail address as somebody typed it,
// whether or not it has an account.
func Account(email string) Subject { return ofAddress("account", email) }

// Recipient returns the subject of requests that send a mail to an address, as Account
// does. It is another one, so that wrong passwords stop nobody from a reset.
func Recipient(email string) Subject { return ofAddress("recipient", email) }

func ofAddress(kind, email string) Subject {
	email, _ = social.NormalAddress(email)
	return Subject{key: kind + ":" + hash(strings.ToLower(email)), times: accountTimes}
}

// Link returns the subject of attempts with the token of a mailed link.
func Link(token string) Subject { return Subject{key: "link:" + hash(token)} }

// hash returns a hash of the text, so that Redis never stores the text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:16])
}
