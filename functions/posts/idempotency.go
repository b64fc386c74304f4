package posts

import (
	"crypto/sha256"
	"fmt"
	"net/http"

	"social.example/shared/fault"
	"social.example/shared/store"
)

const maxKeyLength = 255

// idempotency returns the request's Idempotency-Key, or nil if it has none. The
// method, the path and the body identify the request that the key belongs to.
func idempotency(r *http.Request, user int64, body []byte) (*store.Idempotency, error) {
	values := r.Header.Values("Idempotency-Key")
	if len(values) == 0 {
		return nil, nil
	}
	key := values[0]
	valid := len(values) == 1 && key != "" && len(key) <= maxKeyLength
	for _, b := range []byte(key) {
		valid = valid && b > ' ' && b < 0x7f
	}
	if !valid {
		return nil, fault.InvalidFields(map[string]string{
			"Idempotency-Key": fmt.Sprintf("must be 1 to %d visible ASCII characters", maxKeyLength),
		})
	}
	request := append([]byte(r.Method+" "+r.URL.Path+"\n"), body...)
	return &store.Idempotency{UserID: user, Key: key, Request: sha256.Sum256(request)}, nil
}
