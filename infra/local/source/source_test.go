package source_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"social.example/infra/local/source"
)

// module returns a module with two programs: a imports shared, which embeds files;
// b imports nothing.
func module(t *testing.T) source.Module {
	t.Helper()
	m := source.Module{Root: t.TempDir()}
	for name, text := range map[string]string{
		"go.mod":            "module m.example\n\ngo 1.26\n",
		"a/main.go":         "package main\n\nimport _ \"m.example/shared\"\n\nfunc main() {}\n",
		"b/main.go":         "package main\n\nfunc main() {}\n",
		"shared/shared.go":  "package shared\n\nimport _ \"embed\"\n\n//go:embed text/*.txt\nvar text string\n",
		"shared/x_test.go":  "package shared\n",
		"shared/text/1.txt": "one",
	} {
		write(t, m, name, text)
	}
	return m
}

func write(t *testing.T, m source.Module, name, text string) {
	t.Helper()
	path := filepath.Join(m.Root, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestReachHoldsOwnAndEmbeddedFilesOnly(t *testing.T) {
	t.Parallel()
	m := module(t)
	reach, err := m.Reach(t.Context(), "./a", "./b")
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string][]string{
		"./a": {"a/main.go", "go.mod", "go.sum", "shared/shared.go", "shared/text/1.txt"},
		"./b": {"b/main.go", "go.mod", "go.sum"},
	} {
		var got []string
		for _, path := range reach[name] {
			got = append(got, strings.TrimPrefix(path, m.Root+"/"))
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
}
