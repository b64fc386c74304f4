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

// vendor writes the go.mod of the staged packages and vendors the modules that they
// require. The versions are those of the module at root, so the program is the
// tested one. `go mod tidy` would write the go.mod too, but also requires the tests
// of all imported packages.
func vendor(ctx context.Context, root, dir string, packages []listed) error {
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), []byte(goMod(packages)), 0o600); err != nil {
		return err
	}
	sums := filepath.Join(dir, "go.sum")
	if err := copyFile(sums, filepath.Join(root, "go.sum")); err != nil {
		return err
	}
	if output, err := goTool(ctx, dir, "mod", "vendor").CombinedOutput(); err != nil {
		return fmt.Errorf("go mod vendor: %w\n%s", err, output)
	}
	// A vendored build does not read go.sum, and the sums of other units would
	// change this archive whenever their dependencies change.
	return os.Remove(sums)
}

// goMod returns a go.mod that requires only the modules of the packages.
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
