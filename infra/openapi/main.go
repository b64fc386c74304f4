// Command openapi generates functions/docs/openapi.json, an OpenAPI 3 document,
// from the comments on the handlers.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	document, err := generate(context.Background(), ".")
	if err == nil {
		err = os.WriteFile(filepath.FromSlash("functions/docs/openapi.json"), document, 0o644)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
