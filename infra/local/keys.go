package main

import (
	"crypto/rand"
	"encoding/base64"
	"errors"
	"fmt"
	"io/fs"
	"os"
)

const keysFile = "jwt_keys"

// addKeys sets JWT_KEYS to a random key. The key is stored, so that users stay
// signed in after a restart.
func (s *system) addKeys() error {
	text, err := os.ReadFile(s.checkout.Path(keysFile))
	if errors.Is(err, fs.ErrNotExist) {
		key := make([]byte, 32)
		_, _ = rand.Read(key) // never fails
		text = []byte("local:" + base64.StdEncoding.EncodeToString(key))
		err = s.checkout.Write(keysFile, text)
	}
	if err != nil {
		return fmt.Errorf("keep the key of the tokens: %w", err)
	}
	s.set("JWT_KEYS", string(text))
	return nil
}
