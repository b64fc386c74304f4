package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// stage writes the contents of the unit's archive to dir: the unit's top package at
// the root, the packages that it imports in their places, a go.mod with only the
// modules that these require, and their vendored source. The build therefore needs
// no network and compiles the tested code.
func stage(ctx context.Context, root, dir string, u unit) error {
	packages, err := dependencies(ctx, root, u)
	if err != nil {
		return err
	}
	var pkg string
	for _, p := range packages {
		if p.Module == nil || !p.Module.Main {
			continue
		}
		place := strings.TrimPrefix(p.ImportPath, p.Module.Path+"/")
		if place == u.top {
			place, pkg = "", p.Name
		}
		for _, name := range slices.Concat(p.GoFiles, p.EmbedFiles) {
			if err := copyFile(filepath.Join(dir, place, name), filepath.Join(p.Dir, name)); err != nil {
				return err
			}
		}
	}
	if err := writeNeeds(dir, pkg, u.needs); err != nil {
		return err
	}
	return vendor(ctx, root, dir, packages)
}

// writeNeeds writes a file at the root that imports the packages of Google's build,
// so that they are vendored.
func writeNeeds(dir, pkg string, needs []string) error {
	if len(needs) == 0 {
		return nil
	}
	var source strings.Builder
	fmt.Fprintf(&source, "package %s\n\n// Google's build generates a main that needs these.\n", pkg)
	for _, path := range needs {
		fmt.Fprintf(&source, "import _ %q\n", path)
	}
	return os.WriteFile(filepath.Join(dir, "needs.go"), []byte(source.String()), 0o600)
}

func copyFile(to, from string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	return os.WriteFile(to, content, 0o600)
}
