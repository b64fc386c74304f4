package postgres

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// folders are the folders where systems install PostgreSQL's programs.
var folders = []string{
	"/usr/lib/postgresql/*/bin",                               // Debian, Ubuntu
	"/usr/pgsql-*/bin",                                        // Red Hat, from postgresql.org
	"/opt/homebrew/opt/postgresql@*/bin",                      // Homebrew, Apple silicon
	"/usr/local/opt/postgresql@*/bin",                         // Homebrew, Intel
	"/Applications/Postgres.app/Contents/Versions/latest/bin", // Postgres.app
}

// findSystem returns the newest suitable installed programs. If PG_BIN is set, it
// considers only that folder.
func findSystem(ctx context.Context) (Programs, error) {
	if bin := os.Getenv("PG_BIN"); bin != "" {
		programs, err := examineInstalled(ctx, bin)
		if err != nil {
			return Programs{}, fmt.Errorf("PG_BIN is unsuitable: %w", err)
		}
		return programs, nil
	}
	var best Programs
	errs := []error{errors.New("this system has no suitable PostgreSQL (Debian: apt install postgresql)")}
	for _, bin := range installed() {
		programs, err := examineInstalled(ctx, bin)
		if err != nil {
			errs = append(errs, err)
		} else if programs.Major > best.Major {
			best = programs
		}
	}
	if best.Major == 0 {
		return Programs{}, errors.Join(errs...)
	}
	return best, nil
}

func examineInstalled(ctx context.Context, bin string) (Programs, error) {
	programs, err := examine(ctx, bin)
	if err != nil {
		return Programs{}, err
	}
	return programs, examineExtensions(ctx, bin)
}

// installed lists the folders that may contain PostgreSQL's programs.
func installed() []string {
	var bins []string
	for _, pattern := range folders {
		found, err := filepath.Glob(pattern)
		if err != nil {
			panic(err) // the patterns are constants
		}
		bins = append(bins, found...)
	}
	if program, err := exec.LookPath("postgres"); err == nil {
		if real, err := filepath.EvalSymlinks(program); err == nil {
			bins = append(bins, filepath.Dir(real))
		}
	}
	return bins
}
