// Command openapi generates functions/docs/openapi.json, an OpenAPI 3 document,
// from the comments on the handlers, and web/src/api/limits.ts, the limits in it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
)

func main() {
	files, err := generated(context.Background(), ".")
	for name, text := range files {
		if err == nil {
			err = os.WriteFile(filepath.FromSlash(name), text, 0o644)
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// generated returns the files to write, by path.
func generated(ctx context.Context, root string) (map[string][]byte, error) {
	document, err := generate(ctx, root)
	if err != nil {
		return nil, err
	}
	text, err := json.MarshalIndent(document, "", "  ")
	if err != nil {
		return nil, err
	}
	constants, err := limits(document)
	return map[string][]byte{
		"functions/docs/openapi.json": append(text, '\n'),
		"web/src/api/limits.ts":       constants,
	}, err
}
