package main

import (
	"strconv"
	"testing"
)

func TestANamedPortIsUsedOrRefused(t *testing.T) {
	t.Setenv("TEST_PORT", "0")
	free, err := choosePort("TEST_PORT", "1")
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("TEST_PORT", strconv.Itoa(free))
	if got, err := choosePort("TEST_PORT", "1"); err != nil || got != free {
		t.Errorf("port %d, %v; want %d", got, err, free)
	}
	listeners, err := listen("TEST_PORT", "1")
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range listeners {
		t.Cleanup(func() { _ = l.Close() })
	}
	if _, err := choosePort("TEST_PORT", "1"); err == nil {
		t.Error("a port in use was accepted")
	}
	t.Setenv("TEST_PORT", "")
	if got, err := choosePort("TEST_PORT", strconv.Itoa(free)); err != nil || got == free {
		t.Errorf("the standard port is in use: got %d, %v, want another", got, err)
	}
}
