package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/getkin/kin-openapi/openapi2"
	"github.com/getkin/kin-openapi/openapi2conv"
	"github.com/getkin/kin-openapi/openapi3"

	"social.example/infra/local/function"
)

// generate returns the OpenAPI document of the API in the module at root.
func generate(ctx context.Context, root string) (*openapi3.T, error) {
	described, err := annotations(ctx, root)
	if err != nil {
		return nil, err
	}
	var v2 openapi2.T
	if err := json.Unmarshal(described, &v2); err != nil {
		return nil, fmt.Errorf("read swag's document: %w", err)
	}
	document, err := openapi2conv.ToV3(&v2)
	if err != nil {
		return nil, fmt.Errorf("convert to OpenAPI 3: %w", err)
	}
	completeSchemas(document.Components.Schemas, requests(document))
	completeOperations(document)
	if err := document.Validate(ctx); err != nil {
		return nil, fmt.Errorf("the document is not valid: %w", err)
	}
	return document, nil
}

// annotations returns the Swagger 2 document that swag writes for a copy of the tree in
// which constants have their values. Its schemas are renamed, so that they do not carry
// the names of Go packages.
func annotations(ctx context.Context, root string) ([]byte, error) {
	copied, err := os.MkdirTemp("", "openapi")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(copied)
	tree := source{root, map[string]map[string]string{}}
	for _, part := range []string{"go.mod", "go.sum", "functions", "shared"} {
		if err := tree.copyTo(copied, part); err != nil {
			return nil, err
		}
	}
	names, err := function.Names(root)
	if err != nil {
		return nil, err
	}
	// swag skips every folder named docs, but not one named docs/. It reads the
	// general information from the first folder.
	paths := []string{"functions/docs/."}
	for _, name := range names {
		if name != "docs" {
			paths = append(paths, "functions/"+name)
		}
	}
	swag := exec.CommandContext(ctx, "go", "tool", "swag", "init", "--quiet", "--outputTypes", "json", "--output", ".",
		"--generalInfo", "doc.go", "--dir", strings.Join(paths, ","), "--requiredByDefault",
		"--parseInternal", "--parseDependency", "--parseDependencyLevel", "1")
	swag.Dir = copied
	if printed, err := swag.CombinedOutput(); err != nil {
		return nil, fmt.Errorf("run swag: %w: %s", err, printed)
	}
	text, err := os.ReadFile(filepath.Join(copied, "swagger.json"))
	if err != nil {
		return nil, err
	}
	return rename(text)
}

// rename gives each schema of a Swagger 2 document its name in the API.
func rename(text []byte) ([]byte, error) {
	var document struct {
		Definitions map[string]json.RawMessage `json:"definitions"`
	}
	if err := json.Unmarshal(text, &document); err != nil {
		return nil, fmt.Errorf("read swag's document: %w", err)
	}
	for old := range document.Definitions {
		text = bytes.ReplaceAll(text, []byte(`"#/definitions/`+old+`"`), []byte(`"#/definitions/`+schemaName(old)+`"`))
		text = bytes.ReplaceAll(text, []byte(`"`+old+`": {`), []byte(`"`+schemaName(old)+`": {`))
	}
	return text, nil
}

// schemaName turns social.Post into Post, web.Answer-social_Post into
// PostAnswer and web.Page-social_Post into PostPage.
func schemaName(old string) string {
	generic, argument, isGeneric := strings.Cut(strings.TrimPrefix(old, "web."), "-")
	if !isGeneric {
		return capitalized(generic[strings.LastIndex(generic, ".")+1:])
	}
	return capitalized(argument[strings.LastIndex(argument, "_")+1:]) + generic
}

func capitalized(name string) string { return strings.ToUpper(name[:1]) + name[1:] }

// requests returns the names of the schemas of request bodies.
func requests(document *openapi3.T) map[string]bool {
	names := map[string]bool{}
	for _, item := range document.Paths.Map() {
		for _, operation := range item.Operations() {
			if operation.RequestBody != nil {
				for _, media := range operation.RequestBody.Value.Content {
					names[strings.TrimPrefix(media.Schema.Ref, schemas)] = true
				}
			}
		}
	}
	return names
}
