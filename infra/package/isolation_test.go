package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

const module = "../.."

// copyModule returns a copy of the source that archives are built from.
func copyModule(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for _, name := range []string{"functions", "shared", "migrations"} {
		if err := os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join(module, name))); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"go.mod", "go.sum"} {
		if err := copyFile(filepath.Join(dir, name), filepath.Join(module, name)); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func mustPack(t *testing.T, root, name string) []byte {
	t.Helper()
	units, err := choose(root, []string{name})
	if err != nil {
		t.Fatal(err)
	}
	archive, err := pack(t.Context(), root, units[0])
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

func TestAnArchiveChangesWithItsOwnSourceOnly(t *testing.T) {
	t.Parallel()
	root := copyModule(t)
	feed, posts := mustPack(t, root, "feed"), mustPack(t, root, "posts")

	if elsewhere := mustPack(t, module, "posts"); !bytes.Equal(posts, elsewhere) {
		t.Error("the same source in another directory makes another archive")
	}
	add := func(path string) {
		file, err := os.OpenFile(filepath.Join(root, path), os.O_APPEND|os.O_WRONLY, 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := file.WriteString("\n// edited\n"); err != nil {
			t.Fatal(err)
		}
		if err := file.Close(); err != nil {
			t.Fatal(err)
		}
	}
	add("functions/feed/wire.go")
	if !bytes.Equal(posts, mustPack(t, root, "posts")) {
		t.Error("an edit of feed changes the archive of posts")
	}
	if bytes.Equal(feed, mustPack(t, root, "feed")) {
		t.Error("an edit of feed does not change its archive")
	}
	add("shared/fault/fault.go")
	if bytes.Equal(posts, mustPack(t, root, "posts")) {
		t.Error("an edit of what posts imports does not change its archive")
	}
}

func TestChooseRefusesUnknownNames(t *testing.T) {
	t.Parallel()
	if _, err := choose(module, []string{"posts", "postings"}); err == nil {
		t.Error("a function that does not exist was accepted")
	}
}
