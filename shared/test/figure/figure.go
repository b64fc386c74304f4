// Package figure records how often a test tried something and how often it failed.
// infra/torture collects the figures.
package figure

import (
	"encoding/json"
	"os"
	"testing"
)

// Figure is the result of one test.
type Figure struct {
	Name   string `json:"name"`
	Tried  int    `json:"tried"`
	Failed int    `json:"failed"`
}

// Size returns how many times a test should try: full if TEST_SIZE is "full",
// otherwise short.
func Size(short, full int) int {
	if os.Getenv("TEST_SIZE") == "full" {
		return full
	}
	return short
}

// Report fails the test if anything failed or nothing was tried. It also appends the
// figure as a line of JSON to the file named by TEST_FIGURES, if that is set.
func Report(t testing.TB, name string, tried, failed int) {
	t.Helper()
	t.Logf("%s: tried %d, failed %d", name, tried, failed)
	if failed > 0 || tried == 0 {
		t.Errorf("%s: %d of %d failed", name, failed, tried)
	}
	path := os.Getenv("TEST_FIGURES")
	if path == "" {
		return
	}
	line, err := json.Marshal(Figure{name, tried, failed})
	if err != nil {
		t.Fatal(err)
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if _, err := file.Write(append(line, '\n')); err != nil {
		t.Fatal(err)
	}
}
