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
	cmd := exec.CommandContext(ctx, "go", "build", "-o", program+".new", Source(name))
	cmd.Dir = root
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("build the function %s: %w\n%s", name, err, bytes.TrimSpace(said))
	}
	if err := os.Rename(program+".new", program); err != nil {
		return fmt.Errorf("put the program of %s in place: %w", name, err)
	}
	return nil
}
