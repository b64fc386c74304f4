package main

import (
	"maps"
	"slices"

	"github.com/getkin/kin-openapi/openapi3"

	"social.example/shared/social"
)

const schemas = "#/components/schemas/"

// completeSchemas adds what swag cannot express: responses have all properties,
// requests have no others, and the formats.
func completeSchemas(all openapi3.Schemas, requests map[string]bool) {
	for name, ref := range all {
		schema := ref.Value
		if requests[name] {
			schema.AdditionalProperties = openapi3.AdditionalProperties{Has: new(false)}
		} else if schema.Type.Is("object") {
			schema.Required = slices.Sorted(maps.Keys(schema.Properties))
		}
		for property, value := range schema.Properties {
			completeProperty(property, value.Value, requests[name])
		}
	}
	problem := all["Problem"].Value
	problem.Required = slices.DeleteFunc(problem.Required, func(name string) bool { return name == "fields" })
	all["VersionConflict"] = extended("A stale edit.", openapi3.Schemas{"current_version": integer()})
	all["Unhealthy"] = extended("What is wrong with the system.", openapi3.Schemas{
		"version": openapi3.NewStringSchema().NewRef(),
		"checks": openapi3.NewObjectSchema().
			WithProperty("postgres", openapi3.NewStringSchema()).
			WithProperty("redis", openapi3.NewStringSchema()).
			WithRequired([]string{"postgres", "redis"}).NewRef(),
	})
	all["UserOrMeAnswer"] = openapi3.NewObjectSchema().WithRequired([]string{"data"}).WithPropertyRef("data", &openapi3.SchemaRef{
		Value: &openapi3.Schema{AnyOf: openapi3.SchemaRefs{reference("Me", all), reference("User", all)}},
	}).NewRef()
	all["CommentDraft"].Value.Properties["user_id"] = (&openapi3.Schema{
		Nullable: true, Description: "Ignored: the author is who is signed in",
	}).NewRef()
}

func completeProperty(name string, schema *openapi3.Schema, ofRequest bool) {
	if schema == nil { // a reference
		return
	}
	switch name {
	case "created_at", "updated_at":
		schema.Format = "date-time"
	case "next_cursor", "comments_next_cursor":
		schema.Nullable = true
		schema.Description = "Where the list goes on; null: it ends here"
	case "tags":
		if ofRequest {
			schema.MaxItems = new(uint64(social.TagCount))
			schema.Items.Value.MinLength, schema.Items.Value.MaxLength = 1, new(uint64(social.TagLength))
		}
	case "username":
		if ofRequest {
			schema.Pattern = "^[A-Za-z0-9_]+$"
		}
	case "title", "content":
		if ofRequest {
			schema.MinLength = 1
		}
	}
	if schema.Type.Is("integer") && schema.Format == "" {
		schema.Format = "int64"
	}
}

// extended returns the schema of a problem document with additional members.
func extended(description string, members openapi3.Schemas) *openapi3.SchemaRef {
	more := openapi3.NewObjectSchema()
	more.Properties = members
	more.Required = slices.Sorted(maps.Keys(members))
	return (&openapi3.Schema{
		Description: description,
		AllOf:       openapi3.SchemaRefs{{Ref: schemas + "Problem", Value: openapi3.NewObjectSchema()}, more.NewRef()},
	}).NewRef()
}

func integer() *openapi3.SchemaRef { return openapi3.NewInt64Schema().NewRef() }

func reference(name string, all openapi3.Schemas) *openapi3.SchemaRef {
	return &openapi3.SchemaRef{Ref: schemas + name, Value: all[name].Value}
}
