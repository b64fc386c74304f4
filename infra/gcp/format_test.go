package gcp_test

import (
	"bytes"
	"io/fs"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2/hclwrite"
)

// TestFormat does the same as `terraform fmt -check -recursive`, without Terraform.
func TestFormat(t *testing.T) {
	t.Parallel()
	files := 0
	err := fs.WalkDir(os.DirFS("."), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		if !strings.HasSuffix(path, ".tf") && !strings.HasSuffix(path, ".hcl") && !strings.Contains(path, ".tfvars") {
			return nil
		}
		files++
		source, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if !bytes.Equal(source, hclwrite.Format(source)) {
			t.Errorf("%s is not formatted: run `terraform fmt -recursive`", path)
		}
		return nil
	})
	if err != nil || files == 0 {
		t.Errorf("looked at %d files: %v", files, err)
	}
}
