package ratelimit

import (
	"crypto/sha256"
	"encoding/hex"
	"strconv"
	"strings"
)

// User is the subject of a client with a valid token.
func User(id int64) string { return "user:" + strconv.FormatInt(id, 10) }

// Account is the subject of attempts on one e-mail address, whether or not it
// has an account. Redis gets to see its hash only.
func Account(email string) string {
	sum := sha256.Sum256([]byte(strings.ToLower(email)))
	return "account:" + hex.EncodeToString(sum[:16])
}
