package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// keywords are the keywords of OpenAPI that limit a value or give its default.
var keywords = []string{
	"default", "maximum", "maxItems", "maxLength", "minimum", "minItems", "minLength", "pattern",
}

// limits returns a TypeScript module with the limits of the request bodies and
// parameters in the document, for the forms of the web app.
func limits(document *openapi3.T) ([]byte, error) {
	all := map[string]map[string]any{}
	add := func(owner, field string, schema *openapi3.Schema) error {
		found, err := limitsOf(schema)
		if err != nil || len(found) == 0 {
			return err
		}
		owner = strings.ToLower(owner[:1]) + owner[1:]
		if all[owner] == nil {
			all[owner] = map[string]any{}
		}
		all[owner][field] = found
		return nil
	}
	for name := range requests(document) {
		for field, property := range document.Components.Schemas[name].Value.Properties {
			if err := add(name, field, property.Value); err != nil {
				return nil, err
			}
		}
	}
	for _, item := range document.Paths.Map() {
		for _, operation := range item.Operations() {
			for _, parameter := range operation.Parameters {
				if parameter.Value.In == openapi3.ParameterInPath {
					continue
				}
				if err := add(operation.OperationID, parameter.Value.Name, parameter.Value.Schema.Value); err != nil {
					return nil, err
				}
			}
		}
	}
	return typeScript(all)
}

// limitsOf returns the limits in a schema, by keyword. An extension such as
// x-max-bytes is called maxBytes.
func limitsOf(schema *openapi3.Schema) (map[string]any, error) {
	text, err := json.Marshal(schema)
	if err != nil {
		return nil, err
	}
	var members map[string]any
	if err := json.Unmarshal(text, &members); err != nil {
		return nil, err
	}
	found := map[string]any{}
	for name, value := range members {
		if words, ok := strings.CutPrefix(name, "x-m"); ok {
			found["m"+camelCase(words)] = value
		} else if slices.Contains(keywords, name) {
			found[name] = value
		}
	}
	if schema.Items != nil {
		items, err := limitsOf(schema.Items.Value)
		if err != nil {
			return nil, err
		}
		if len(items) > 0 {
			found["items"] = items
		}
	}
	return found, nil
}

func camelCase(words string) string {
	first, rest, _ := strings.Cut(words, "-")
	for word := range strings.SplitSeq(rest, "-") {
		first += capitalized(word)
	}
	return first
}

func typeScript(all map[string]map[string]any) ([]byte, error) {
	var text bytes.Buffer
	text.WriteString("// Made by `make generate` from the OpenAPI document. Do not edit.\n")
	for _, owner := range slices.Sorted(maps.Keys(all)) {
		fmt.Fprintf(&text, "\nexport const %s = {\n", owner)
		for _, field := range slices.Sorted(maps.Keys(all[owner])) {
			found, err := json.Marshal(all[owner][field])
			if err != nil {
				return nil, err
			}
			fmt.Fprintf(&text, "  %q: %s,\n", field, found)
		}
		text.WriteString("} as const;\n")
	}
	return text.Bytes(), nil
}
