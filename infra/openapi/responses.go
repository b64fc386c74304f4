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
	for _, item := range document.Paths.Map() {
		for _, operation := range item.Operations() {
			completeOperation(document, operation)
		}
	}
}

func completeOperation(document *openapi3.T, operation *openapi3.Operation) {
	failures := map[int]string{
		429: "Too many requests",
		500: "Internal error",
		503: "A dependency is unavailable or too slow",
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
		if code := strconv.Itoa(status); operation.Responses.Value(code) == nil {
			operation.Responses.Set(code, &openapi3.ResponseRef{Value: openapi3.NewResponse()})
		}
		operation.Responses.Status(status).Value.WithDescription(description)
	}
	for _, parameter := range operation.Parameters {
		completeParameter(parameter.Value)
	}
	for status, response := range operation.Responses.Map() {
		if status[0] >= '4' {
			response.Value.Content = problem(document, response.Value.Content)
		}
		addHeaders(document, status, response.Value)
	}
	addAlternatives(document, operation)
}

func completeParameter(parameter *openapi3.Parameter) {
	parameter.Schema.Value.Extensions, parameter.Extensions = parameter.Extensions, nil
	completeProperty(parameter.Schema.Value)
}

// problem returns the content of an error response: the problem with further
// members that the handler's comment declares, or a plain one.
func problem(document *openapi3.T, declared openapi3.Content) openapi3.Content {
	schema := reference("Problem", document.Components.Schemas)
	if media := declared.Get("application/json"); media != nil && media.Schema != nil && media.Schema.Ref == "" {
		schema = media.Schema
		completeExtension(schema.Value)
	}
	return openapi3.Content{problemType: openapi3.NewMediaType().WithSchemaRef(schema)}
}

// alternatives is an annotation that swag copies. It names a second schema of a
// response by its status, since Swagger 2 has one.
const alternatives = "x-alternatives"

func addAlternatives(document *openapi3.T, operation *openapi3.Operation) {
	declared, _ := operation.Extensions[alternatives].(map[string]any)
	for status, name := range declared {
		media := operation.Responses.Value(status).Value.Content.Get("application/json")
		other := reference(name.(string), document.Components.Schemas)
		media.Schema = (&openapi3.Schema{AnyOf: openapi3.SchemaRefs{other, media.Schema}}).NewRef()
	}
	delete(operation.Extensions, alternatives)
}

func headers() openapi3.Headers {
	all := openapi3.Headers{}
	for name, description := range map[string]string{
		"RateLimit":        `What is left: "default";r=19;t=4 are 19 requests in the next 4 seconds`,
		"RateLimit-Policy": `The limit: "default";q=20;w=5 are 20 requests in 5 seconds`,
		"Retry-After":      "When to try again, in seconds",
		"WWW-Authenticate": "The scheme that the operations take: Bearer",
		"X-Request-Id":     "Names the request in our logs",
	} {
		all[name] = &openapi3.HeaderRef{Value: &openapi3.Header{Parameter: openapi3.Parameter{
			Description: description, Schema: openapi3.NewStringSchema().NewRef(),
		}}}
	}
	all["Retry-After"].Value.Schema = openapi3.NewInt64Schema().NewRef()
	return all
}

func addHeaders(document *openapi3.T, status string, response *openapi3.Response) {
	names := []string{"RateLimit", "RateLimit-Policy", "X-Request-Id"}
	switch status {
	case "401":
		names = append(names, "WWW-Authenticate")
	case "429", "503":
		names = append(names, "Retry-After")
	}
	response.Headers = openapi3.Headers{}
	for _, name := range names {
		response.Headers[name] = &openapi3.HeaderRef{
			Ref: "#/components/headers/" + name, Value: document.Components.Headers[name].Value,
		}
	}
}
