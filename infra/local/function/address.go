package function

import (
	"context"
	"fmt"
	"sync"
)

// address is the address that a function listens on, empty while it is not
// listening.
type address struct {
	mu      sync.Mutex
	value   string
	changed chan struct{} // closed at the next change; nil without waiters
}

func (a *address) set(value string) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.value = value
	if a.changed != nil {
		close(a.changed)
		a.changed = nil
	}
}

// get waits until the address is set.
func (a *address) get(ctx context.Context) (string, error) {
	for {
		value, changed := a.look()
		if value != "" {
			return value, nil
		}
		select {
		case <-changed:
		case <-ctx.Done():
			return "", fmt.Errorf("wait for the function: %w", ctx.Err())
		}
	}
}

func (a *address) look() (string, <-chan struct{}) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.changed == nil {
		a.changed = make(chan struct{})
	}
	return a.value, a.changed
}
