package main

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

const schemas = "#/components/schemas/"

// completeSchemas adds what swag cannot express. Request bodies have no other
// properties.
func completeSchemas(all openapi3.Schemas, requests map[string]bool) {
	for name, ref := range all {
		if requests[name] {
			ref.Value.AdditionalProperties = openapi3.AdditionalProperties{Has: new(false)}
		}
		completeProperties(ref.Value)
		for _, property := range ref.Value.Properties {
			if property.Ref == "" {
				completeChoice(property.Value, all)
			}
		}
	}
}

// completeChoice makes a property that is one of several schemas from the names in its
// x-one-of.
func completeChoice(schema *openapi3.Schema, all openapi3.Schemas) {
	names, ok := schema.Extensions["x-one-of"].(string)
	if !ok {
		return
	}
	for name := range strings.FieldsSeq(names) {
		schema.OneOf = append(schema.OneOf, reference(name, all))
	}
	delete(schema.Extensions, "x-one-of")
}

func completeProperties(schema *openapi3.Schema) {
	for _, property := range schema.Properties {
		if property.Ref == "" {
			completeProperty(property.Value)
		}
	}
}

func completeProperty(schema *openapi3.Schema) {
	if pattern, ok := schema.Extensions["x-pattern"].(string); ok {
		schema.Pattern = pattern
		delete(schema.Extensions, "x-pattern")
	}
	for name, value := range schema.Extensions {
		if text, ok := value.(string); ok {
			if n, err := strconv.Atoi(text); err == nil {
				schema.Extensions[name] = n
			}
		}
	}
	switch {
	case schema.Type.Is("integer") && schema.Format == "":
		schema.Format = "int64"
	case schema.Type.Is("object") && len(schema.Properties) == 0 && schema.AdditionalProperties.Schema == nil:
		schema.Type = nil // swag has no tag for any value, so the field says object
	}
}

// completeExtension completes the schema of a problem with further members, which
// swag writes as allOf the problem and an object.
func completeExtension(schema *openapi3.Schema) {
	for _, part := range schema.AllOf {
		if part.Ref == "" {
			requireAll(part.Value)
		}
	}
}

func requireAll(schema *openapi3.Schema) {
	schema.Required = slices.Sorted(maps.Keys(schema.Properties))
	completeProperties(schema)
	for _, property := range schema.Properties {
		if property.Ref == "" && property.Value.Properties != nil {
			requireAll(property.Value)
		}
	}
}

func reference(name string, all openapi3.Schemas) *openapi3.SchemaRef {
	return &openapi3.SchemaRef{Ref: schemas + name, Value: all[name].Value}
}
