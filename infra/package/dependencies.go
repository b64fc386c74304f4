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
)

// listed is a package in the output of `go list`.
type listed struct {
	ImportPath string
	Name       string
	Dir        string
	GoFiles    []string
	EmbedFiles []string
	Module     *struct {
		Path      string
		Version   string
		Main      bool
		GoVersion string
		Replace   *struct{ Path string }
	}
}

// dependencies lists the unit's top package, the packages that Google's build adds,
// and all of their imports, for linux/amd64.
func dependencies(ctx context.Context, root string, u unit) ([]listed, error) {
	args := []string{"list", "-deps", "-json=ImportPath,Name,Dir,GoFiles,EmbedFiles,Module", "./" + u.top}
	output, err := goTool(ctx, root, append(args, u.needs...)...)
	if err != nil {
		return nil, err
	}
	var packages []listed
	for decoder := json.NewDecoder(bytes.NewReader(output)); ; {
		var p listed
		if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("read the list of packages: %w", err)
		}
		if p.Module != nil && p.Module.Replace != nil {
			return nil, fmt.Errorf("%s is replaced in go.mod: its archive would hold the original", p.Module.Path)
		}
		packages = append(packages, p)
	}
}

// goTool runs the go command in dir for linux/amd64 and returns its output.
func goTool(ctx context.Context, dir string, args ...string) ([]byte, error) {
	var output, failure bytes.Buffer
	command := exec.CommandContext(ctx, "go", args...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "GOWORK=off", "GOFLAGS=")
	command.Stdout, command.Stderr = &output, &failure
	if err := command.Run(); err != nil {
		return nil, fmt.Errorf("go %s: %w\n%s", args[0], err, failure.Bytes())
	}
	return output.Bytes(), nil
}
