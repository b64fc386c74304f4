package function

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
)

// Source returns the path of the function's main package.
func Source(name string) string { return "./functions/" + name + "/cmd" }

// Build compiles the function of the module at root and replaces the program
// atomically: a process that already runs it is not affected. The error contains
// the compiler's output.
func Build(ctx context.Context, root, program, name string) error {
	return Compile(ctx, root, program, Source(name))
}

// Compile compiles any package of the module, as Build does, with additional flags.
func Compile(ctx context.Context, root, program, source string, flags ...string) error {
	arguments := append([]string{"build", "-o", program + ".new"}, flags...)
	cmd := exec.CommandContext(ctx, "go", append(arguments, source)...)
	cmd.Dir = root
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build %s: %w\n%s", source, err, bytes.TrimSpace(said))
	}
	if err := os.Rename(program+".new", program); err != nil {
		return fmt.Errorf("put the program of %s in place: %w", source, err)
	}
	return nil
}
