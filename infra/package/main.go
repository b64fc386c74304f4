// Command package makes the archives for deployment: a zip for each function and
// one for the migrations. An archive holds only what its build needs, so its bytes
// change exactly when its program does:
//
//	go run ./infra/package [-out dir] [name…]
package main

import (
	"context"
	"crypto/sha256"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"golang.org/x/sync/errgroup"
)

func main() {
	out := flag.String("out", "dist", "the directory to write to")
	flag.Parse()
	if err := run(context.Background(), ".", *out, flag.Args(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// run packs the named units of the module at root, or all units, and prints the
// size and hash of each archive.
func run(ctx context.Context, root, out string, names []string, list io.Writer) error {
	units, err := choose(root, names)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return err
	}
	archives := make([][]byte, len(units))
	group, ctx := errgroup.WithContext(ctx)
	for i, u := range units {
		group.Go(func() error {
			archive, err := pack(ctx, root, u)
			if err != nil {
				return fmt.Errorf("pack %s: %w", u.name, err)
			}
			archives[i] = archive
			return nil
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	for i, u := range units {
		path := filepath.Join(out, u.name+".zip")
		if err := os.WriteFile(path, archives[i], 0o644); err != nil {
			return err
		}
		fmt.Fprintf(list, "%-40s %8d bytes  sha256 %x\n", path, len(archives[i]), sha256.Sum256(archives[i]))
	}
	return nil
}

// pack returns the archive of one unit.
func pack(ctx context.Context, root string, u unit) ([]byte, error) {
	dir, err := os.MkdirTemp("", "package-"+u.name+"-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	if err := stage(ctx, root, dir, u); err != nil {
		return nil, err
	}
	return compress(os.DirFS(dir))
}
