package function

import (
	"context"
	"errors"
	"testing"
)

func TestAddressWaitsUntilItIsKnown(t *testing.T) {
	t.Parallel()
	var a address
	known := make(chan string)
	go func() {
		value, err := a.get(t.Context())
		if err != nil {
			t.Error(err)
		}
		known <- value
	}()
	a.set("")
	a.set("127.0.0.1:1")
	if got := <-known; got != "127.0.0.1:1" {
		t.Errorf("got %q, want 127.0.0.1:1", got)
	}
}

func TestAddressGivesUpWithItsCaller(t *testing.T) {
	t.Parallel()
	var a address
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := a.get(ctx); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v, want %v", err, context.Canceled)
	}
}
