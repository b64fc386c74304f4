package costliest_test

import (
	"context"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"social.example/infra/torture/system"
)

// The rate limit of one user, as deployed: limit requests per window.
const (
	limit  = 20
	window = 5 * time.Second
)

type read struct{ function, path string }

// asker is a user who sends read requests.
type asker struct {
	system *system.System
	token  string

	mutex         sync.Mutex
	took          []time.Duration
	answers       map[int]int // by status
	asked, failed int
}

// ask sends all reads in sequence, and repeats that rounds times.
func (a *asker) ask(t *testing.T, reads []read, rounds int) {
	t.Helper()
	for range rounds {
		for _, r := range reads {
			a.asked++
			if status, err := a.do(t.Context(), r); err != nil || status != http.StatusOK {
				a.failed++
				t.Errorf("%s: status %d, %v; want 200", r.path, status, err)
			}
		}
	}
}

// attack sends as many concurrent reads in each window as the limit allows. A busy
// server may refuse them with 503.
func (a *asker) attack(ctx context.Context, t *testing.T, reads []read) {
	var asking sync.WaitGroup
	defer asking.Wait()
	for n := 0; ctx.Err() == nil; {
		for range limit {
			r := reads[n%len(reads)]
			n++
			asking.Go(func() {
				status, err := a.do(ctx, r)
				if err == nil && status != http.StatusOK && status != http.StatusServiceUnavailable {
					t.Errorf("%s: status %d, want 200 or 503", r.path, status)
				}
			})
		}
		select {
		case <-ctx.Done():
		case <-time.After(window):
		}
	}
}

func (a *asker) do(ctx context.Context, r read) (status int, err error) {
	began := time.Now()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, a.system.URL(r.function, r.path), nil)
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "Bearer "+a.token)
	response, err := system.Client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	a.note(response.StatusCode, time.Since(began))
	return response.StatusCode, err
}

func (a *asker) note(status int, took time.Duration) {
	a.mutex.Lock()
	defer a.mutex.Unlock()
	if a.answers == nil {
		a.answers = map[int]int{}
	}
	a.answers[status]++
	a.took = append(a.took, took)
}
