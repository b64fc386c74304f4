package postgres

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// cluster returns the data folder in parent and makes it on first use. Its name
// contains the version and the user id, because neither another version nor another
// user can use it.
func (p Programs) cluster(parent string, id identity) (string, error) {
	data := filepath.Join(parent, fmt.Sprintf("postgres-%d-u%d", p.Major, id.uid))
	if _, err := os.Stat(data); err == nil || !errors.Is(err, fs.ErrNotExist) {
		return data, err
	}
	// An initdb that is killed leaves a folder that looks complete. So initdb runs
	// in a temporary folder, which is renamed when it is complete.
	temporary := data + ".init"
	var errs []error
	for _, locale := range locales() {
		if err := os.RemoveAll(temporary); err != nil {
			return "", fmt.Errorf("remove a half-made data folder: %w", err)
		}
		if err := p.initialize(temporary, locale, id); err != nil {
			errs = append(errs, err)
			continue
		}
		if err := os.Rename(temporary, data); err != nil {
			return "", fmt.Errorf("put the data folder in place: %w", err)
		}
		return data, nil
	}
	return "", errors.Join(errs...)
}

// locales are the locales to try, in order. citext and pg_trgm support the letters
// of all languages in them; in locale C they support only English ones.
func locales() []string {
	if runtime.GOOS == "darwin" {
		return []string{"en_US.UTF-8", "C.UTF-8"}
	}
	return []string{"C.UTF-8", "en_US.UTF-8"}
}

func (p Programs) initialize(data, locale string, id identity) error {
	if err := id.mkdir(data); err != nil {
		return err
	}
	cmd := id.command(filepath.Join(p.Bin, "initdb"),
		"--pgdata", data, "--username", user, "--auth", "trust",
		"--encoding", "UTF8", "--locale", locale, "--no-sync")
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("make a database cluster in locale %s: %w\n%s", locale, err, bytes.TrimSpace(said))
	}
	return nil
}
