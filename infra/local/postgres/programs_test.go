package postgres

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// fake writes programs that report that version, and a folder with the extensions.
func fake(t *testing.T, version string, extensions ...string) (bin string) {
	t.Helper()
	root := t.TempDir()
	bin = filepath.Join(root, "bin")
	for name, text := range map[string]string{
		"bin/initdb":    "#!/bin/sh\n",
		"bin/postgres":  "#!/bin/sh\necho 'postgres (PostgreSQL) " + version + "'\n",
		"bin/pg_config": "#!/bin/sh\necho " + root + "/share\n",
	} {
		put(t, filepath.Join(root, name), text)
	}
	for _, name := range extensions {
		put(t, filepath.Join(root, "share", "extension", name+".control"), "")
	}
	return bin
}

func put(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o755); err != nil {
		t.Fatal(err)
	}
}

func TestOnlySuitableProgramsAreUsed(t *testing.T) {
	t.Parallel()
	both := []string{"citext", "pg_trgm"}
	for name, test := range map[string]struct {
		bin  string
		want string // in the error; empty: suitable
	}{
		"suitable":           {fake(t, "16.2 (Debian 16.2-1)", both...), ""},
		"newer":              {fake(t, "19devel", both...), ""},
		"too old":            {fake(t, "14.9", both...), "older than 15"},
		"without extensions": {fake(t, "17.1", "citext"), "lacks the extension pg_trgm"},
		"absent":             {t.TempDir(), "initdb"},
	} {
		_, err := examineInstalled(t.Context(), test.bin)
		if (err == nil) != (test.want == "") || err != nil && !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: got %v, want %q", name, err, test.want)
		}
	}
}

func TestPGBINIsUsedOrRefusedAndNeverIgnored(t *testing.T) {
	t.Setenv("PG_BIN", fake(t, "16.2", "citext", "pg_trgm"))
	programs, err := Find(t.Context(), Any, t.TempDir(), t.Logf)
	if err != nil || programs.Major != 16 || programs.Bin != os.Getenv("PG_BIN") {
		t.Errorf("got %+v, %v, want version 16 in PG_BIN", programs, err)
	}
	t.Setenv("PG_BIN", t.TempDir())
	if _, err := Find(t.Context(), Any, t.TempDir(), t.Logf); err == nil || !strings.Contains(err.Error(), "PG_BIN") {
		t.Errorf("got %v, want an error that names PG_BIN", err)
	}
}

func TestLinksAreMadeWithinThePackage(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	list := filepath.Join(root, "native", "pg-symlinks.json")
	put(t, filepath.Join(root, "native", "lib", "libx.so.1.2"), "library")
	put(t, list, `[{"source":"native/lib/libx.so.1.2","target":"native/lib/libx.so.1"}]`)
	if err := link(list); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(filepath.Join(root, "native", "lib", "libx.so.1"))
	if err != nil || string(text) != "library" {
		t.Errorf("got %q, %v, want the library", text, err)
	}
	put(t, list, `[{"source":"native/lib/libx.so.1.2","target":"../outside"}]`)
	if err := link(list); err == nil {
		t.Error("a link outside of the package was made")
	}
}
