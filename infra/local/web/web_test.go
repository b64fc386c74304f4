package web_test

import (
	"os"
	"path/filepath"
	"testing"
	"time"

	"social.example/infra/local/web"
)

func TestInstallChangesNothingThatIsUpToDate(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	if err := web.Install(t.Context(), folder); err == nil {
		t.Error("a folder without a list of packages is no app")
	}
	list, installed := filepath.Join(folder, "package-lock.json"), filepath.Join(folder, "node_modules", ".package-lock.json")
	if err := os.Mkdir(filepath.Dir(installed), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, file := range []string{list, installed} {
		if err := os.WriteFile(file, []byte("not a list"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := web.Install(t.Context(), folder); err != nil {
		t.Errorf("what is newer than its list was fetched again: %v", err)
	}
	if err := os.Chtimes(list, time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := web.Install(t.Context(), folder); err == nil {
		t.Error("what is older than its list was not fetched")
	}
}
