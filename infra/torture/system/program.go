package system

import (
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"social.example/infra/local/checkout"
	"social.example/infra/local/function"
)

// programs holds the function binaries built by this test process.
type programs struct {
	mutex  sync.Mutex
	folder string
	built  map[[2]string]string // paths by root and name
}

var built = programs{built: map[[2]string]string{}}

// Source returns the root directory of this checkout.
func Source(t testing.TB) string {
	t.Helper()
	c, err := checkout.Find()
	if err != nil {
		t.Fatal(err)
	}
	return c.Root
}

// Main runs the tests of a package, removes the binaries built for them and exits.
func Main(m *testing.M) {
	code := m.Run()
	_ = os.RemoveAll(built.folder) // a folder that stays does no harm
	os.Exit(code)
}

// program returns the path of the function's binary. It builds the binary from the
// source at root on the first call.
func program(t testing.TB, root, name string) string {
	t.Helper()
	built.mutex.Lock()
	defer built.mutex.Unlock()
	if built.folder == "" {
		folder, err := os.MkdirTemp("", "functions-")
		if err != nil {
			t.Fatal(err)
		}
		built.folder = folder
	}
	key := [2]string{root, name}
	if path, ok := built.built[key]; ok {
		return path
	}
	path := filepath.Join(built.folder, fmt.Sprint(name, len(built.built)))
	if err := function.Build(t.Context(), root, path, name); err != nil {
		t.Fatal(err)
	}
	built.built[key] = path
	return path
}
