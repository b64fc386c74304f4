// Package gcp_test compares the Terraform configuration with the code that it
// deploys, and checks it against policies. It needs no provider; `terraform test`
// covers what only Terraform can evaluate.
package gcp_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclparse"
	"github.com/hashicorp/hcl/v2/hclsyntax"
)

// block is a block of a .tf file, such as a resource.
type block struct {
	*hclsyntax.Block
	file string
}

// kind returns the resource's type or the variable's name.
func (b block) kind() string { return b.Labels[0] }

// inner returns the nested block at the path, or nil.
func (b block) inner(path ...string) *hclsyntax.Body {
	body := b.Body
	for _, name := range path {
		var next *hclsyntax.Body
		for _, nested := range body.Blocks {
			if nested.Type == name {
				next = nested.Body
			}
		}
		if next == nil {
			return nil
		}
		body = next
	}
	return body
}

// blocks returns the blocks of that type in the .tf files of the directory.
func blocks(t *testing.T, dir, blockType string) []block {
	t.Helper()
	var found []block
	for path, body := range bodies(t, dir) {
		for _, b := range body.Blocks {
			if b.Type == blockType {
				found = append(found, block{b, path})
			}
		}
	}
	if len(found) == 0 {
		t.Fatalf("%s has no %s", dir, blockType)
	}
	return found
}

// resources returns all resources, including those of the module function.
func resources(t *testing.T) []block {
	t.Helper()
	return append(blocks(t, ".", "resource"), blocks(t, "function", "resource")...)
}

// ofKind returns the resources of this kind. It fails the test if there is none.
func ofKind(t *testing.T, kind string) []block {
	t.Helper()
	found := slices.DeleteFunc(resources(t), func(b block) bool { return b.kind() != kind })
	if len(found) == 0 {
		t.Fatalf("there is no %s", kind)
	}
	return found
}

func bodies(t *testing.T, dir string) map[string]*hclsyntax.Body {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(dir, "*.tf"))
	if err != nil {
		t.Fatal(err)
	}
	found := map[string]*hclsyntax.Body{}
	for _, path := range paths {
		found[path] = parse(t, path)
	}
	return found
}

func parse(t *testing.T, path string) *hclsyntax.Body {
	t.Helper()
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file, problems := hclparse.NewParser().ParseHCL(source, path)
	failOn(t, problems)
	return file.Body.(*hclsyntax.Body)
}

// text returns the source of an expression.
func text(t *testing.T, path string, expression hcl.Expression) string {
	t.Helper()
	source, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return string(expression.Range().SliceBytes(source))
}

func failOn(t *testing.T, problems hcl.Diagnostics) {
	t.Helper()
	if problems.HasErrors() {
		t.Fatal(problems)
	}
}
