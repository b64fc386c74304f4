package function

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// Names returns the functions of the module at root, sorted by name.
func Names(root string) ([]string, error) {
	entries, err := filepath.Glob(filepath.Join(root, "functions", "*", "entry"))
	if err != nil {
		return nil, fmt.Errorf("list the functions: %w", err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, filepath.Base(filepath.Dir(entry)))
	}
	return names, nil
}

// Source returns the path of the package that registers the function with the
// framework. The function's program is built from it and the packages that it
// imports.
func Source(name string) string { return "./functions/" + name + "/entry" }

// program is the main package of a function, as Google's build makes one.
const program = `package main

import (
	"log"
	"os"

	"github.com/GoogleCloudPlatform/functions-framework-go/funcframework"

	_ "social.example/functions/%s/entry"
)

func main() { log.Fatal(funcframework.StartHostPort("127.0.0.1", os.Getenv("PORT"))) }
`

// Build compiles the function of the module at root, as Compile does.
func Build(ctx context.Context, root, target, name string, flags ...string) error {
	folder, err := os.MkdirTemp("", "function-"+name+"-")
	if err != nil {
		return fmt.Errorf("make a folder for the main package: %w", err)
	}
	defer os.RemoveAll(folder)
	source := filepath.Join(folder, "main.go")
	if err := os.WriteFile(source, fmt.Appendf(nil, program, name), 0o600); err != nil {
		return fmt.Errorf("write the main package: %w", err)
	}
	return Compile(ctx, root, target, source, flags...)
}

// Compile compiles a main package, given by its folder in the module at root or by
// its file. It replaces the program at target atomically: a process that already
// runs it is not affected. The error contains the compiler's output.
func Compile(ctx context.Context, root, target, source string, flags ...string) error {
	arguments := append([]string{"build", "-o", target + ".new"}, flags...)
	cmd := exec.CommandContext(ctx, "go", append(arguments, source)...)
	cmd.Dir = root
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", source, err, bytes.TrimSpace(said))
	}
	if err := os.Rename(target+".new", target); err != nil {
		return fmt.Errorf("put the program of %s in place: %w", source, err)
	}
	return nil
}
