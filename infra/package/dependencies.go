package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"

	"social.example/infra/local/source"
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
	packages, err := source.List[listed](goTool(ctx, root, append(args, u.needs...)...))
	for _, p := range packages {
		if p.Module != nil && p.Module.Replace != nil {
			return nil, fmt.Errorf("%s is replaced in go.mod: its archive would hold the original", p.Module.Path)
		}
	}
	return packages, err
}

// goTool returns the go command in dir for linux/amd64.
func goTool(ctx context.Context, dir string, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, "go", args...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GOOS=linux", "GOARCH=amd64", "GOWORK=off", "GOFLAGS=")
	return command
}
