package function

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
)

// Source is the package that makes a program of the function.
func Source(name string) string { return "./functions/" + name + "/cmd" }

// Build compiles the function in the module at root to a program at that path.
// One that is there and runs goes on undisturbed. An error holds what the
// compiler says.
func Build(ctx context.Context, root, program, name string) error {
	return Compile(ctx, root, program, Source(name))
}

// Compile compiles any package of the module, as Build does, with more flags.
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
