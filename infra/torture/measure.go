package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"social.example/shared/test/figure"
)

// measure runs the tests of the wanted figures at this size and returns the
// figures that they report.
func measure(ctx context.Context, wanted []want, size string) (found []figure.Figure, failures []error) {
	folder, err := os.MkdirTemp("", "figures-")
	if err != nil {
		return nil, []error{err}
	}
	defer os.RemoveAll(folder)
	file := filepath.Join(folder, "figures")
	tests := map[string][]string{}
	var packages []string
	for _, w := range wanted {
		if tests[w.test.pkg] == nil {
			packages = append(packages, w.test.pkg)
		}
		if !slices.Contains(tests[w.test.pkg], w.test.name) {
			tests[w.test.pkg] = append(tests[w.test.pkg], w.test.name)
		}
	}
	for _, pkg := range packages {
		began := time.Now()
		said, err := runTests(ctx, pkg, tests[pkg], file, size)
		fmt.Fprintf(os.Stderr, "%-28s %6.1f s\n", pkg, time.Since(began).Seconds())
		if err != nil {
			failures = append(failures, fmt.Errorf("%s: %w", pkg, err))
			fmt.Fprintf(os.Stderr, "%s\n", tail(said)) // at once, because the rest may take long
		}
	}
	found, err = read(file)
	if err != nil {
		failures = append(failures, err)
	}
	return found, failures
}

// runTests runs the tests one at a time, so that they do not disturb each other. Only
// tests that hang run into the timeout, however slow the machine is.
func runTests(ctx context.Context, pkg string, names []string, file, size string) (said []byte, err error) {
	pattern := "^(" + strings.Join(names, "|") + ")$"
	if strings.HasPrefix(pkg, "infra/torture/") {
		pattern = "." // these packages run nowhere else, so run all their tests
	}
	cmd := exec.CommandContext(ctx, "go", "test", "-count=1", "-timeout=4h", "-parallel=1", "-run", pattern, "./"+pkg)
	cmd.Env = append(os.Environ(), "TEST_FIGURES="+file, "TEST_SIZE="+size)
	return cmd.CombinedOutput()
}

// tail returns the end of a test's output, up to limit bytes: a race test prints
// a line for each failure.
func tail(said []byte) []byte {
	const limit = 4000
	return bytes.TrimSpace(said[max(0, len(said)-limit):])
}

func read(file string) ([]figure.Figure, error) {
	text, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("no test has reported a figure: %w", err)
	}
	defer text.Close()
	var found []figure.Figure
	for figures := json.NewDecoder(text); ; {
		var f figure.Figure
		if err := figures.Decode(&f); errors.Is(err, io.EOF) {
			return found, nil
		} else if err != nil {
			return nil, fmt.Errorf("read the figures: %w", err)
		}
		found = append(found, f)
	}
}
