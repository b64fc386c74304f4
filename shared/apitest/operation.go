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

// operation is a described operation that a request matches.
type operation struct {
	spec     *openapi3.T
	template string
	values   map[string]string // of the template's parameters
	item     *openapi3.PathItem
	*openapi3.Operation
}

// names reports whether the path's values can be of something: /v1/users/feed/x
// is no user's, whatever the method.
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

// check returns how the request and its answer deviate from the operation. A
// request that was refused need not fit: that may be why.
func (o operation) check(r *http.Request, sent []byte, a Answer) error {
	response := o.Responses.Status(a.Status)
	if response == nil {
		return fmt.Errorf("%s has no such status", o.OperationID)
	}
	for name := range response.Value.Headers {
		if a.Header.Get(name) == "" {
			return fmt.Errorf("%s promises the header %s", o.OperationID, name)
		}
	}
	if a.Status < http.StatusMultipleChoices {
		if err := o.permits(r, sent); err != nil {
			return fmt.Errorf("%s was accepted with what it forbids: %w", o.OperationID, err)
		}
	}
	if r.Method == http.MethodHead {
		return nil // it has no content
	}
	return contains(response.Value.Content, a)
}

// huge is a number that the description's check can't read, for it reads float64:
// the greatest of those breaks the same rules.
var huge = regexp.MustCompile(`\b\d+[eE]\+?[1-9]\d{2,}\b`)

// permits returns what the description forbids of the request.
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

// contains returns how the answer's body deviates from the described content.
func contains(content openapi3.Content, a Answer) error {
	if len(content) == 0 {
		if len(a.Body) > 0 {
			return fmt.Errorf("no body is described, but there is %s", a.Body)
		}
		return nil
	}
	mediaType, _, err := mime.ParseMediaType(a.Header.Get("Content-Type"))
	if err != nil {
		return fmt.Errorf("the content type: %w", err)
	}
	described := content[mediaType]
	if described == nil {
		return fmt.Errorf("the content type %q is not described", mediaType)
	}
	if !strings.HasSuffix(mediaType, "json") {
		return nil
	}
	return conforms(a.Body, described.Schema.Value)
}
