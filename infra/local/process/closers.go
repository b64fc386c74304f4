package process

import (
	"slices"
	"sync"
)

// Closers stops what was started, the last first. The zero value is ready for use.
type Closers struct {
	mu    sync.Mutex
	calls []func()
}

// OnClose registers a function that Close calls.
func (c *Closers) OnClose(call func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.calls = append(c.calls, call)
}

// Close calls the registered functions in reverse order.
func (c *Closers) Close() {
	for _, call := range slices.Backward(c.calls) {
		call()
	}
}
