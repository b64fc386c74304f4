package figure_test

import (
	"os"
	"path/filepath"
	"testing"

	"social.example/shared/test/figure"
)

// witness is a testing.TB that records whether the test failed.
type witness struct {
	testing.TB
	failed bool
}

func (w *witness) Errorf(string, ...any) { w.failed = true }

func TestReportFailsWithItsFigureAndAddsIt(t *testing.T) {
	path := filepath.Join(t.TempDir(), "figures")
	t.Setenv("TEST_FIGURES", path)
	for _, f := range []struct {
		tried, failed int
		fails         bool
	}{{1000, 0, false}, {1000, 1, true}, {0, 0, true}} {
		w := &witness{TB: t}
		figure.Report(w, "races", f.tried, f.failed)
		if w.failed != f.fails {
			t.Errorf("%d of %d failed: the test failed is %t, want %t", f.failed, f.tried, w.failed, f.fails)
		}
	}
	text, err := os.ReadFile(path)
	const want = `{"name":"races","tried":1000,"failed":0}
{"name":"races","tried":1000,"failed":1}
{"name":"races","tried":0,"failed":0}
`
	if err != nil || string(text) != want {
		t.Errorf("got %s, %v, want %s", text, err, want)
	}
}

func TestSizeIsShortUnlessFullIsWanted(t *testing.T) {
	t.Setenv("TEST_SIZE", "")
	if got := figure.Size(10, 1000); got != 10 {
		t.Errorf("%d, want the short size", got)
	}
	t.Setenv("TEST_SIZE", "full")
	if got := figure.Size(10, 1000); got != 1000 {
		t.Errorf("%d, want the full size", got)
	}
}
