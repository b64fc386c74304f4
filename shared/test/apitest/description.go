package apitest

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
)

// description is the API's OpenAPI document.
type description struct{ spec *openapi3.T }

// load returns the OpenAPI document that the docs function serves.
var load = sync.OnceValues(func() (description, error) {
	root, err := moduleRoot()
	if err != nil {
		return description{}, err
	}
	spec, err := openapi3.NewLoader().LoadFromFile(filepath.Join(root, "functions", "docs", "openapi.json"))
	if err != nil {
		return description{}, err
	}
	for _, schema := range spec.Components.Schemas {
		seal(schema)
	}
	for _, item := range spec.Paths.Map() {
		for _, operation := range item.Operations() {
			sealResponses(operation)
		}
	}
	return description{spec}, nil
})

// moduleRoot returns the folder above the running test that contains go.mod.
func moduleRoot() (string, error) {
	folder, err := os.Getwd()
	for err == nil {
		if _, err = os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			return folder, nil
		}
		if parent := filepath.Dir(folder); errors.Is(err, fs.ErrNotExist) && parent != folder {
			folder, err = parent, nil
		}
	}
	return "", fmt.Errorf("find the module: %w", err)
}

// check returns how the request and its response deviate from the document. A test
// calls a single function, which may get a path that the edge routes to another
// function by a more specific pattern: the users function takes /v1/users/feed as a
// user's path. So check passes if any operation that matches the path fits.
func (d description) check(r *http.Request, sent []byte, a Answer) error {
	candidates := d.match(r)
	if len(candidates) == 0 {
		return d.refusal(http.StatusNotFound, a)
	}
	var deviation error
	for _, c := range slices.Backward(candidates) {
		switch {
		case c.Operation == nil && a.Status == http.StatusNotFound && !c.names():
			deviation = d.refusal(http.StatusNotFound, a)
		case c.Operation == nil:
			deviation = d.refusal(http.StatusMethodNotAllowed, a)
		default:
			deviation = c.check(r, sent, a)
		}
		if deviation == nil {
			return nil
		}
	}
	return deviation
}

// match returns the operations that match the request, the most specific path first.
// The Operation is nil if the path does not support the method.
func (d description) match(r *http.Request) []operation {
	var found []operation
	method := r.Method
	if method == http.MethodHead {
		method = http.MethodGet // HEAD gets the response of GET
	}
	for template, item := range d.spec.Paths.Map() {
		if values, ok := fill(template, r.URL.EscapedPath()); ok {
			found = append(found, operation{d.spec, template, values, item, item.Operations()[method]})
		}
	}
	slices.SortFunc(found, func(a, b operation) int {
		return cmp.Or(cmp.Compare(len(a.values), len(b.values)), cmp.Compare(a.template, b.template))
	})
	return found
}

// fill matches the path against the template and returns the values of its
// parameters.
func fill(template, path string) (map[string]string, bool) {
	values := map[string]string{}
	segments := strings.Split(path, "/")
	parts := strings.Split(template, "/")
	for i, part := range parts {
		name, isParameter := strings.CutPrefix(part, "{")
		switch {
		case i >= len(segments), !isParameter && part != segments[i]:
			return nil, false
		case isParameter:
			value, err := url.PathUnescape(segments[i])
			if err != nil || value == "" {
				return nil, false
			}
			values[strings.TrimSuffix(name, "}")] = value
		}
	}
	return values, len(parts) == len(segments)
}

// refusal checks the response to a request that matches no operation. It must be a
// problem with this status, or with 429.
func (d description) refusal(status int, a Answer) error {
	if a.Status != status && a.Status != http.StatusTooManyRequests {
		return fmt.Errorf("the document has no operation for this path and method: want status %d", status)
	}
	if got := a.Header.Get("Content-Type"); got != "application/problem+json" {
		return fmt.Errorf("the content type is %q", got)
	}
	return conforms(a.Body, d.spec.Components.Schemas["Problem"].Value)
}
