package token

import "crypto/rand"

// NewLink returns the token of a one-time link in a mail, of at least 256 bits, and
// the hash that it is stored under.
func NewLink() (text string, hash []byte) {
	text = rand.Text() + rand.Text()
	return text, HashLink(text)
}

// HashLink returns the hash that a link's token is stored under. The token itself is
// in the mail only.
func HashLink(text string) []byte { return sum([]byte(text)) }
