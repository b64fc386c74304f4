package checkout_test

import (
	"encoding/json"
	"errors"
	"os"
	"testing"

	"social.example/infra/local/checkout"
)

func at(t *testing.T) checkout.Checkout {
	t.Helper()
	c, err := checkout.At(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestOnlyOneHoldsTheLock(t *testing.T) {
	t.Parallel()
	c := at(t)
	lock, err := c.Lock()
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Lock()
	if held, ok := errors.AsType[*checkout.HeldError](err); !ok || held.PID != os.Getpid() {
		t.Errorf("got %v, want our process id", err)
	}
	if err := lock.Release(); err != nil {
		t.Fatal(err)
	}
	again, err := c.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Release(); err != nil {
		t.Error(err)
	}
}

func TestLockOfADeadProcessIsFree(t *testing.T) {
	t.Parallel()
	c := at(t)
	if err := os.WriteFile(c.Path("lock"), []byte("1"), 0o600); err != nil {
		t.Fatal(err)
	}
	lock, err := c.Lock()
	if err != nil {
		t.Fatal(err)
	}
	if err := lock.Release(); err != nil {
		t.Error(err)
	}
}

func TestPublishedAddressesAreGoneAfterwards(t *testing.T) {
	t.Parallel()
	c := at(t)
	if err := c.Publish(checkout.Addresses{API: "http://localhost:1", PID: 7}); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(c.Path("dev.json"))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got["api"] != "http://localhost:1" || got["pid"] != 7.0 || len(got) != 5 {
		t.Errorf("got %v, want the addresses and the process id", got)
	}
	for range 2 { // the second call finds no file
		if err := c.Unpublish(); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := os.Stat(c.Path("dev.json")); !os.IsNotExist(err) {
		t.Errorf("got %v, want no file", err)
	}
}
