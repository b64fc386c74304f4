// Package source finds the files of the module that a program is built from and
// detects changes to them.
package source

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
)

// Module is a Go module.
type Module struct{ Root string }

// listed is a package in the output of `go list`.
type listed struct {
	Dir        string
	ImportPath string
	Standard   bool
	Module     *struct{ Main bool }
	GoFiles    []string
	CgoFiles   []string
	EmbedFiles []string
	Deps       []string // direct and indirect
}

func (p listed) ours() bool { return !p.Standard && p.Module != nil && p.Module.Main }

func (p listed) files() []string {
	var files []string
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles, p.EmbedFiles) {
		files = append(files, filepath.Join(p.Dir, name))
	}
	return files
}

// Reach returns, for each package (such as ./a/b), the files of this module that
// its program is built from, including go.mod and go.sum.
func (m Module) Reach(ctx context.Context, packages ...string) (map[string][]string, error) {
	all, err := m.list(ctx, packages)
	if err != nil {
		return nil, err
	}
	byPath, byDir := map[string]listed{}, map[string]listed{}
	for _, p := range all {
		byPath[p.ImportPath], byDir[p.Dir] = p, p
	}
	reach := map[string][]string{}
	for _, name := range packages {
		root := byDir[filepath.Join(m.Root, name)]
		files := append(root.files(), filepath.Join(m.Root, "go.mod"), filepath.Join(m.Root, "go.sum"))
		for _, path := range root.Deps {
			if dep := byPath[path]; dep.ours() {
				files = append(files, dep.files()...)
			}
		}
		slices.Sort(files)
		reach[name] = files
	}
	return reach, nil
}

func (m Module) list(ctx context.Context, packages []string) ([]listed, error) {
	args := append([]string{"list", "-deps", "-json=Dir,ImportPath,Standard,Module,GoFiles,CgoFiles,EmbedFiles,Deps"}, packages...)
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = m.Root
	return List[listed](cmd)
}

// List runs a `go list -json` and returns the packages that it lists.
func List[P any](cmd *exec.Cmd) ([]P, error) {
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		return nil, fmt.Errorf("list the packages: %w\n%s", err, bytes.TrimSpace(said.Bytes()))
	}
	var all []P
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var p P
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return all, nil
		} else if err != nil {
			return nil, fmt.Errorf("read the list of packages: %w", err)
		}
		all = append(all, p)
	}
}
