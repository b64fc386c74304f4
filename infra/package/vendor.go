package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// vendor gives the staged source the go.mod of its own packages and the source
// of what they require. The versions are those of the module at root, so the
// program is the one that was tested. `go mod tidy` would do for the go.mod,
// but wants the tests of all that is imported, too.
func vendor(ctx context.Context, root, dir string, packages []listed) error {
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(goMod(packages)), 0o600); err != nil {
		return err
	}
	sums := filepath.Join(dir, "go.sum")
	if err := copyFile(sums, filepath.Join(root, "go.sum")); err != nil {
		return err
	}
	if _, err := goTool(ctx, dir, "mod", "vendor"); err != nil {
		return err
	}
	// A vendored build reads no sums, and those of the other units would make
	// this archive change with their dependencies.
	return os.Remove(sums)
}

// goMod requires the modules of the packages, and no others.
func goMod(packages []listed) string {
	required := map[string]string{}
	var file strings.Builder
	for _, p := range packages {
		switch {
		case p.Module == nil: // the standard library
		case p.Module.Main && file.Len() == 0:
			fmt.Fprintf(&file, "module %s\n\ngo %s\n\nrequire (\n", p.Module.Path, p.Module.GoVersion)
		case !p.Module.Main:
			required[p.Module.Path] = p.Module.Version
		}
	}
	for _, path := range slices.Sorted(maps.Keys(required)) {
		fmt.Fprintf(&file, "\t%s %s\n", path, required[path])
	}
	file.WriteString(")\n")
	return file.String()
}
