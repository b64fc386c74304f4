package main

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestEveryNamedTestExists looks for the tests that the README and ../SECURITY.md name.
func TestEveryNamedTestExists(t *testing.T) {
	t.Parallel()
	var text []byte
	for _, document := range []string{"README.md", "../SECURITY.md"} {
		read, err := os.ReadFile(document)
		if err != nil {
			t.Fatal(err)
		}
		text = append(text, read...)
	}
	var all strings.Builder
	for _, folder := range []string{"functions", "infra", "migrations", "shared"} {
		err := filepath.WalkDir(filepath.Join("..", "..", folder), func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, "_test.go") {
				return err
			}
			source, err := os.ReadFile(path)
			all.Write(source)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	named := regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w+)`").FindAllSubmatch(text, -1)
	if len(named) < 100 {
		t.Errorf("found only %d tests in them, so the pattern is wrong", len(named))
	}
	for _, name := range named {
		if !strings.Contains(all.String(), "\nfunc "+string(name[1])+"(") {
			t.Errorf("there is no %s", name[1])
		}
	}
}

// TestTheReadmeShowsEveryFigure compares the README's table of figures with the list,
// so that no figure is added without a result.
func TestTheReadmeShowsEveryFigure(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, w := range wants {
		if !regexp.MustCompile(`(?m)^\| ` + regexp.QuoteMeta(w.name) + ` \| [\d,]+ \| 0 \|`).Match(text) {
			t.Errorf("there is no row of %q that failed 0 times", w.name)
		}
	}
}
