package system

import (
	"os"
	"path/filepath"
	"sync"
	"testing"

	"social.example/infra/local/checkout"
	"social.example/infra/local/function"
)

// programs are the functions that were built for the tests of this process.
type programs struct {
	mutex  sync.Mutex
	folder string
	built  map[string]bool
}

var built = programs{built: map[string]bool{}}

// Main runs the tests of a package and removes what was built for them.
func Main(m *testing.M) {
	code := m.Run()
	_ = os.RemoveAll(built.folder) // it is in nobody's way
	os.Exit(code)
}

// program returns the path of the function's program, which is built once.
func program(t testing.TB, name string) string {
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
	path := filepath.Join(built.folder, name)
	if built.built[name] {
		return path
	}
	c, err := checkout.Find()
	if err != nil {
		t.Fatal(err)
	}
	if err := function.Build(t.Context(), c.Root, path, name); err != nil {
		t.Fatal(err)
	}
	built.built[name] = true
	return path
}
