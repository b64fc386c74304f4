package main

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"social.example/shared/test/figure"
)

func TestCompareFindsWhatIsMissingShortOrFailed(t *testing.T) {
	t.Parallel()
	wanted := []want{{name: "good", tried: 10}, {name: "short", tried: 10}, {name: "failed", tried: 10}, {name: "missing", tried: 10}}
	found := []figure.Figure{{Name: "good", Tried: 10}, {Name: "short", Tried: 9}, {Name: "failed", Tried: 10, Failed: 1}, {Name: "unknown", Tried: 1}}
	for _, short := range []bool{true, false} {
		var wrong []string
		for _, r := range compare(wanted, found, short) {
			if r.wrong != "" {
				wrong = append(wrong, r.Name)
			}
		}
		want := "short failed missing unknown"
		if short {
			want = "failed missing unknown"
		}
		if got := strings.Join(wrong, " "); got != want {
			t.Errorf("short %t: wrong figures %q, want %q", short, got, want)
		}
	}
}

func TestTableGroupsThousands(t *testing.T) {
	t.Parallel()
	text := table([]row{{Figure: figure.Figure{Name: "races", Tried: 1234567}, want: 999}}, "today", false)
	if !strings.Contains(text, "| races | 1,234,567 | 0 | 0 of ≥ 999 |") || !strings.Contains(text, "1 of 1 figures") {
		t.Error(text)
	}
}

func TestEveryFigureHasItsTest(t *testing.T) {
	t.Parallel()
	for _, w := range wants {
		if !declares(t, filepath.Join("..", "..", w.test.pkg), w.test.name, w.name) {
			t.Errorf("%s has no %s that reports %q", w.test.pkg, w.test.name, w.name)
		}
	}
}

// declares reports whether the test files of the package contain the function and
// the text.
func declares(t *testing.T, folder, function, text string) bool {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(folder, "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var sources strings.Builder
	for _, path := range files {
		source, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sources.Write(source)
	}
	all := sources.String()
	return strings.Contains(all, "func "+function+"(t *testing.T)") && strings.Contains(all, strconv.Quote(text))
}
