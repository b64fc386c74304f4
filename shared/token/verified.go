package token

import (
	"crypto/sha256"
	"sync"
)

// rememberedTokens is how many of the most recently verified tokens an instance
// remembers at least. It remembers at most twice as many, about 400 bytes each.
const rememberedTokens = 2048

// verified remembers tokens whose signature and form were verified, by the SHA-256 of
// their text. Results that depend on the time are not remembered. Only a token with a
// valid signature is kept, so forged ones can't push others out.
type verified struct {
	mutex       sync.Mutex
	recent, old map[[sha256.Size]byte]*claims // each at most rememberedTokens
}

// get returns the claims of the token with this hash, or nil. Getting a token keeps it
// among the recent ones.
func (v *verified) get(hash [sha256.Size]byte) *claims {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	if c, ok := v.recent[hash]; ok {
		return c
	}
	c, ok := v.old[hash]
	if ok {
		v.add(hash, c)
	}
	return c
}

// put remembers a verified token.
func (v *verified) put(hash [sha256.Size]byte, c *claims) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	v.add(hash, c)
}

func (v *verified) add(hash [sha256.Size]byte, c *claims) {
	if v.recent == nil || len(v.recent) >= rememberedTokens {
		v.recent, v.old = make(map[[sha256.Size]byte]*claims), v.recent
	}
	v.recent[hash] = c
}

// forget removes a token, because it has expired.
func (v *verified) forget(hash [sha256.Size]byte) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	delete(v.recent, hash)
	delete(v.old, hash)
}
