package apitest

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/getkin/kin-openapi/openapi3"
)

// timestamps validates the format of all times in responses: UTC with microseconds.
var timestamps = openapi3.WithStringFormatValidator("date-time",
	openapi3.NewRegexpFormatValidator(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$`))

// conforms returns how the JSON text deviates from the schema.
func conforms(text []byte, schema *openapi3.Schema) error {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber() // a float64 can't hold every int64
	var value any
	if err := decoder.Decode(&value); err != nil {
		return fmt.Errorf("the body is not JSON: %w", err)
	}
	return schema.VisitJSON(value, openapi3.VisitAsResponse(), openapi3.EnableFormatValidation(), openapi3.MultiErrors(), timestamps)
}

// seal makes a schema refuse properties that it does not declare. The published
// schema stays open for clients so that responses may gain fields, but tests must
// notice a new field.
func seal(ref *openapi3.SchemaRef) {
	schema := ref.Value
	if len(schema.AllOf) > 0 {
		merge(schema)
	}
	if len(schema.Properties) > 0 && schema.AdditionalProperties.Has == nil && schema.AdditionalProperties.Schema == nil {
		schema.AdditionalProperties.Has = new(false)
	}
	for _, property := range schema.Properties {
		if property.Ref == "" {
			seal(property)
		}
	}
}

// sealResponses seals the schemas in the operation's responses.
func sealResponses(operation *openapi3.Operation) {
	for _, response := range operation.Responses.Map() {
		for _, media := range response.Value.Content {
			if media.Schema.Ref == "" {
				seal(media.Schema)
			}
		}
	}
}

// merge combines the allOf parts into one schema, because a sealed part would refuse
// the properties of the others.
func merge(schema *openapi3.Schema) {
	parts := schema.AllOf
	schema.AllOf = nil
	schema.Properties = openapi3.Schemas{}
	for _, part := range parts {
		for name, property := range part.Value.Properties {
			schema.Properties[name] = property
		}
		schema.Required = append(schema.Required, part.Value.Required...)
	}
}
