package apitest

import (
	"bytes"
	"fmt"
	"io"
	"mime"
	"net/http"
	"regexp"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/getkin/kin-openapi/routers"
)

// operation is an operation of the document that matches a request.
type operation struct {
	spec     *openapi3.T
	template string
	values   map[string]string // of the path parameters
	item     *openapi3.PathItem
	*openapi3.Operation
}

// names reports whether the path's integer parameters are valid ids. In
// /v1/users/feed/x, "feed" is no user id, whatever the method.
func (o operation) names() bool {
	for _, described := range o.item.Operations() {
		for _, p := range described.Parameters {
			if p.Value.In != openapi3.ParameterInPath || !p.Value.Schema.Value.Type.Is("integer") {
				continue
			}
			if id, err := strconv.ParseInt(o.values[p.Value.Name], 10, 64); err != nil || id < 1 {
				return false
			}
		}
	}
	return true
}

// check returns how the request and its response deviate from the operation. A
// refused request is not checked, because it may have been refused for that very
// deviation.
func (o operation) check(r *http.Request, sent []byte, a Answer) error {
	response := o.Responses.Status(a.Status)
	if response == nil {
		return fmt.Errorf("%s does not document this status", o.OperationID)
	}
	for name := range response.Value.Headers {
		if a.Header.Get(name) == "" {
			return fmt.Errorf("%s documents the header %s, which is missing", o.OperationID, name)
		}
	}
	if a.Status < http.StatusMultipleChoices {
		if err := o.permits(r, sent); err != nil {
			return fmt.Errorf("%s accepted a request that the document forbids: %w", o.OperationID, err)
		}
	}
	if r.Method == http.MethodHead {
		return nil // a HEAD response has no body
	}
	return contains(response.Value.Content, a)
}

// huge matches numbers beyond float64, which the validator can't parse. They are
// replaced with 1e308, which breaks the same rules.
var huge = regexp.MustCompile(`\b\d+[eE]\+?[1-9]\d{2,}\b`)

// permits returns how the request violates the document.
func (o operation) permits(r *http.Request, sent []byte) error {
	request := r.Clone(r.Context())
	request.Body = io.NopCloser(bytes.NewReader(huge.ReplaceAll(sent, []byte("1e308"))))
	return openapi3filter.ValidateRequest(r.Context(), &openapi3filter.RequestValidationInput{
		Request:    request,
		PathParams: o.values,
		Route:      &routers.Route{Spec: o.spec, Path: o.template, PathItem: o.item, Method: r.Method, Operation: o.Operation},
		Options:    &openapi3filter.Options{AuthenticationFunc: openapi3filter.NoopAuthenticationFunc},
	})
}

// contains returns how the response body deviates from the documented content.
func contains(content openapi3.Content, a Answer) error {
	if len(content) == 0 {
		if len(a.Body) > 0 {
			return fmt.Errorf("the document has no body, got %s", a.Body)
		}
		return nil
	}
	mediaType, _, err := mime.ParseMediaType(a.Header.Get("Content-Type"))
	if err != nil {
		return fmt.Errorf("the content type: %w", err)
	}
	described := content[mediaType]
	if described == nil {
		return fmt.Errorf("the content type %q is not documented", mediaType)
	}
	if !strings.HasSuffix(mediaType, "json") {
		return nil
	}
	return conforms(a.Body, described.Schema.Value)
}
