package ratelimit

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// User returns the subject of a client with a valid token.
func User(id int64) string { return "user:" + strconv.FormatInt(id, 10) }

// Device returns the subject of attempts from a known device.
func Device(id []byte) string { return "device:" + hex.EncodeToString(id) }

// Account returns the subject of attempts on an e-mail address, whether or not it
// has an account. It contains a hash, so that Redis never stores the address.
func Account(email string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(email)))
	return "account:" + hex.EncodeToString(sum[:16])
}
