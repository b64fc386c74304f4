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
		t.Error("a folder without a list of packages was accepted")
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
		t.Errorf("packages that are newer than their list were fetched again: %v", err)
	}
	if err := os.Chtimes(list, time.Time{}, time.Now().Add(time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := web.Install(t.Context(), folder); err == nil {
		t.Error("packages that are older than their list were not fetched")
	}
}
