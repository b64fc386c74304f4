package totp

import (
	"crypto/aes"
	"crypto/cipher"
	"encoding/binary"
	"fmt"
	"slices"
	"strings"
	"time"

	"social.example/shared/store"
	"social.example/shared/token"
)

// Config configures the keys that encrypt secrets. Without keys, the token keys are
// used.
type Config struct {
	Keys token.Keys `envconfig:"TOTP_KEYS"`
}

// Vault encrypts secrets, so that the database alone does not reveal them. It encrypts
// with the first key and decrypts with all. A secret moves to the first key when its
// owner uses it.
type Vault struct{ keys []key }

type key struct {
	id     string
	cipher cipher.AEAD
}

// Open returns the vault. Without keys in c it uses the fallback.
func Open(c Config, fallback token.Keys) (Vault, error) {
	keys := c.Keys
	if len(keys) == 0 {
		keys = fallback
	}
	derived, err := keys.Derive("totp")
	if err != nil {
		return Vault{}, err
	}
	var v Vault
	for i, secret := range derived {
		block, err := aes.NewCipher(secret)
		if err != nil {
			return Vault{}, err
		}
		sealer, err := cipher.NewGCMWithRandomNonce(block)
		if err != nil {
			return Vault{}, err
		}
		v.keys = append(v.keys, key{keys[i].ID, sealer})
	}
	return v, nil
}

// Seal returns the secret as it is stored. It can be opened only for that user.
func (v Vault) Seal(user int64, s Secret) store.SealedSecret {
	k := v.keys[0]
	return store.SealedSecret{KeyID: k.id, Text: k.cipher.Seal(nil, nil, s, owner(user))} //nolint:gosec // G407: the cipher makes a random nonce
}

func (v Vault) open(user int64, sealed store.SealedSecret) (Secret, error) {
	i := slices.IndexFunc(v.keys, func(k key) bool { return k.id == sealed.KeyID })
	if i < 0 {
		return nil, fmt.Errorf("the secret of user %d needs the key %q, which is not in TOTP_KEYS", user, sealed.KeyID)
	}
	secret, err := v.keys[i].cipher.Open(nil, nil, sealed.Text, owner(user))
	if err != nil {
		return nil, fmt.Errorf("open the secret of user %d: %w", user, err)
	}
	return secret, nil
}

func owner(user int64) []byte {
	return binary.BigEndian.AppendUint64(nil, uint64(user)) //nolint:gosec // G115: ids are positive
}

// Check returns the factor that the code proves, if it is a code of the stored secret
// at this time. It also accepts every text that has the form of a recovery code:
// whether the user has that code, unused, is checked when the factor is used.
func (v Vault) Check(user int64, stored store.TOTP, code string, at time.Time) (factor store.Factor, ok bool, err error) {
	code = plain(code)
	if hash, ok := recoveryHash(code); ok {
		return store.Factor{RecoveryHash: hash}, true, nil
	}
	if len(code) != digits || strings.Trim(code, "0123456789") != "" {
		return store.Factor{}, false, nil
	}
	secret, err := v.open(user, stored.Secret)
	if err != nil {
		return store.Factor{}, false, err
	}
	step, ok := secret.match(code, at, stored.UsedStep)
	if !ok {
		return store.Factor{}, false, nil
	}
	factor = store.Factor{Step: step, Secret: stored.Secret, Reseal: stored.Secret}
	if stored.Secret.KeyID != v.keys[0].id {
		factor.Reseal = v.Seal(user, secret)
	}
	return factor, true, nil
}
