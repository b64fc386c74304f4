package topic

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"cloud.google.com/go/compute/metadata"
	"github.com/go-json-experiment/json"
)

// identity is the service account of the function's instance. Its access token comes
// from the platform's metadata server:
// https://cloud.google.com/run/docs/container-contract#metadata-server
type identity struct {
	mutex sync.Mutex
	known accessToken
	ends  time.Time
}

type accessToken struct {
	Token   string `json:"access_token"`
	Seconds int64  `json:"expires_in"`
}

// early is how long before its expiry a token is replaced.
const early = time.Minute

// token returns a token that is valid for some time. Simultaneous callers may each ask
// for a new one, which is cheap: the metadata server caches it.
func (i *identity) token(ctx context.Context) (string, error) {
	now := time.Now()
	i.mutex.Lock()
	known, ends := i.known, i.ends
	i.mutex.Unlock()
	if now.Add(early).Before(ends) {
		return known.Token, nil
	}
	text, err := metadata.GetWithContext(ctx, "instance/service-accounts/default/token")
	if err != nil {
		return "", fmt.Errorf("ask for an access token: %w", err)
	}
	var got accessToken
	if err := json.Unmarshal([]byte(text), &got); err != nil {
		return "", fmt.Errorf("read an access token: %w", err)
	}
	if got.Token == "" {
		return "", errors.New("the metadata server's answer has no access token")
	}
	i.mutex.Lock()
	defer i.mutex.Unlock()
	i.known, i.ends = got, now.Add(time.Duration(got.Seconds)*time.Second)
	return got.Token, nil
}
