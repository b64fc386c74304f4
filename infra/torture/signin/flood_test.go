package signin_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"social.example/infra/torture/system"
	"social.example/shared/social"
)

// flood is a large number of sign-ins with wrong passwords, each for a
// different account.
type flood struct {
	name    string
	url     string
	from    func(n int) string // the source IP address of the nth try
	sources int                // the number of tries after which the addresses repeat
	allowed int                // the number of tries that may reach the password check

	tries, hashed, failed atomic.Int64
}

// clients is more than the sign-ins that may wait for a password check. Each client tries
// up to ten times a second.
const (
	clients = 64
	pause   = 100 * time.Millisecond
)

// run runs the flood until stop is called. It returns when each source address has
// tried: until then, it is as new to the function as a stranger's.
func (f *flood) run(t *testing.T) (stop func()) {
	t.Helper()
	var running sync.WaitGroup
	over, known := make(chan struct{}), make(chan struct{})
	var next atomic.Int64
	once := sync.OnceFunc(func() { close(known) })
	for range clients {
		running.Go(func() {
			for {
				select {
				case <-over:
					return
				case <-time.After(pause):
				}
				n := int(next.Add(1))
				f.note(f.try(fmt.Sprintf("nobody_%d@example.com", n), "a wrong password", f.from(n)))
				if int(f.tries.Load()) >= f.sources+clients {
					once()
				}
			}
		})
	}
	<-known
	return func() {
		close(over)
		running.Wait()
	}
}

func (f *flood) note(status int, err error) {
	f.tries.Add(1)
	switch {
	case err != nil || status >= http.StatusInternalServerError:
		f.failed.Add(1)
	case status != http.StatusTooManyRequests:
		f.hashed.Add(1)
	}
}

// try signs in from the address and returns the status of the response.
func (f *flood) try(email, password, address string) (status int, err error) {
	body, err := json.Marshal(social.Credentials{Email: email, Password: password})
	if err != nil {
		return 0, err
	}
	request, err := http.NewRequest(http.MethodPost, f.url, bytes.NewReader(body))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("X-Forwarded-For", address)
	response, err := system.Client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	return response.StatusCode, err
}
