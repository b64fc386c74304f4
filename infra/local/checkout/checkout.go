// Package checkout finds the folders of the source tree and lets one instance of
// the system at a time run in it.
package checkout

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
)

// Checkout holds the module's root folder and the folder for all local data.
type Checkout struct {
	Root  string
	Local string // .local, ignored by Git
}

// Find returns the checkout that contains the working directory.
func Find() (Checkout, error) {
	dir, err := os.Getwd()
	if err != nil {
		return Checkout{}, fmt.Errorf("find the working directory: %w", err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return At(dir)
		}
		if dir == filepath.Dir(dir) {
			return Checkout{}, errors.New("no go.mod in this folder or above it")
		}
		dir = filepath.Dir(dir)
	}
}

// At returns the checkout whose root is dir.
func At(dir string) (Checkout, error) {
	c := Checkout{Root: dir, Local: filepath.Join(dir, ".local")}
	if err := os.MkdirAll(c.Local, 0o755); err != nil {
		return c, fmt.Errorf("make the folder for local data: %w", err)
	}
	return c, nil
}

// Path returns the path of a file or folder in .local.
func (c Checkout) Path(elements ...string) string {
	return filepath.Join(append([]string{c.Local}, elements...)...)
}
