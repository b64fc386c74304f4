package main

import (
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"
)

const problemType = "application/problem+json"

// completeOperations adds what all operations share, so that the handlers need not
// repeat it.
func completeOperations(document *openapi3.T) {
	document.Info.Contact = nil // swag leaves an empty one
	document.Servers = openapi3.Servers{{URL: "/", Description: "Where this document comes from"}}
	document.Components.SecuritySchemes = openapi3.SecuritySchemes{
		"Bearer": {Value: openapi3.NewJWTSecurityScheme().WithDescription("The token of POST /v1/authentication/token, or the access token of POST /v1/authentication/session")},
	}
	document.Components.Headers = headers()
	for path, item := range document.Paths.Map() {
		for method, operation := range item.Operations() {
			completeOperation(document, method+" "+path, operation)
		}
	}
}

func completeOperation(document *openapi3.T, name string, operation *openapi3.Operation) {
	all := document.Components.Schemas
	failures := map[int]string{
		429: "Too many requests",
		500: "A defect of ours",
		503: "A dependency is away or too slow",
	}
	if operation.RequestBody != nil {
		operation.RequestBody.Value.Extensions = nil // left by the conversion
		failures[408] = "The body did not arrive in time"
	}
	if operation.Responses.Value("400") == nil {
		failures[400] = "A parameter that the operation does not have"
	}
	if operation.Security != nil {
		failures[401] = "No valid token of an active user"
	}
	for status, description := range failures {
		operation.Responses.Set(strconv.Itoa(status), &openapi3.ResponseRef{
			Value: openapi3.NewResponse().WithDescription(description),
		})
	}
	for _, parameter := range operation.Parameters {
		if schema := parameter.Value.Schema.Value; schema.Type.Is("integer") {
			schema.Format = "int64"
		}
	}
	for status, response := range operation.Responses.Map() {
		if status[0] >= '4' {
			response.Value.Content = content(problemType, reference("Problem", all))
		}
		addHeaders(document, status, response.Value)
	}
	answer := func(status, mediaType, schema string) {
		operation.Responses.Value(status).Value.Content = content(mediaType, reference(schema, all))
	}
	switch name {
	case "GET /v1/users/{id}":
		answer("200", "application/json", "UserOrMeAnswer")
	case "PATCH /v1/posts/{id}":
		answer("409", problemType, "VersionConflict")
	case "GET /v1/health":
		answer("503", problemType, "Unhealthy")
	}
}

func content(mediaType string, schema *openapi3.SchemaRef) openapi3.Content {
	return openapi3.Content{mediaType: openapi3.NewMediaType().WithSchemaRef(schema)}
}

func headers() openapi3.Headers {
	all := openapi3.Headers{}
	for name, description := range map[string]string{
		"RateLimit":        `What is left: "default";r=19;t=4 are 19 requests in the next 4 seconds`,
		"RateLimit-Policy": `The limit: "default";q=20;w=5 are 20 requests in 5 seconds`,
		"Retry-After":      "When to try again, in seconds",
		"X-Request-Id":     "Names the request in our logs",
	} {
		all[name] = &openapi3.HeaderRef{Value: &openapi3.Header{Parameter: openapi3.Parameter{
			Description: description, Schema: openapi3.NewStringSchema().NewRef(),
		}}}
	}
	all["Retry-After"].Value.Schema = integer()
	return all
}

func addHeaders(document *openapi3.T, status string, response *openapi3.Response) {
	names := []string{"RateLimit", "RateLimit-Policy", "X-Request-Id"}
	if status == "429" || status == "503" {
		names = append(names, "Retry-After")
	}
	response.Headers = openapi3.Headers{}
	for _, name := range names {
		response.Headers[name] = &openapi3.HeaderRef{
			Ref: "#/components/headers/" + name, Value: document.Components.Headers[name].Value,
		}
	}
}
