package main

import (
	"strconv"
	"strings"
	"testing"
)

func TestListenNamesAPortInUse(t *testing.T) {
	t.Setenv("PORT", "0")
	listeners, err := listen("PORT", "8080")
	if err != nil {
		t.Fatal(err)
	}
	for _, listener := range listeners {
		t.Cleanup(func() { _ = listener.Close() })
	}
	taken := strconv.Itoa(portOf(listeners[0]))
	t.Setenv("PORT", taken)
	if _, err := listen("PORT", "8080"); err == nil || !strings.Contains(err.Error(), "port "+taken+" is in use") {
		t.Errorf("got %v, want an error that names port %s", err, taken)
	}
}
