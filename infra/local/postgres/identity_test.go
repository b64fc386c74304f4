package postgres

import (
	"os"
	"path/filepath"
	"testing"
)

func TestReachableLooksAtEveryFolderAbove(t *testing.T) {
	t.Parallel()
	top, err := os.MkdirTemp("", "reachable-*")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(top) })
	inner := filepath.Join(top, "a", "b")
	if err := os.MkdirAll(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	stranger := os.Getuid() + 1
	for mode, want := range map[os.FileMode]bool{0o755: true, 0o711: true, 0o700: false, 0o750: false} {
		if err := os.Chmod(top, mode); err != nil {
			t.Fatal(err)
		}
		if got := reachable(inner, stranger); got != want {
			t.Errorf("%v: got %v", mode, got)
		}
	}
	if !reachable(inner, os.Getuid()) {
		t.Error("the owner cannot enter")
	}
}
