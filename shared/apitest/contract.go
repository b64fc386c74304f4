package apitest

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/getkin/kin-openapi/openapi3"
)

// contract is the API's description.
var contract = sync.OnceValues(func() (*openapi3.T, error) {
	folder, err := os.Getwd()
	if err != nil {
		return nil, err
	}
	for { // up to the module's root
		if _, err := os.Stat(filepath.Join(folder, "go.mod")); err == nil {
			break
		}
		folder = filepath.Dir(folder)
	}
	document, err := openapi3.NewLoader().LoadFromFile(filepath.Join(folder, "functions", "docs", "openapi.json"))
	if err != nil {
		return nil, err
	}
	for name, schema := range document.Components.Schemas {
		// An answer may have no member that is not described. Problems may:
		// those of RFC 9457 are meant to be extended.
		if name != "Problem" && len(schema.Value.Properties) > 0 {
			schema.Value.AdditionalProperties = openapi3.AdditionalProperties{Has: new(bool)}
		}
	}
	return document, nil
})

// operation returns the described operation that a request is for. Of two
// paths that match, the one without parameters is meant.
func operation(document *openapi3.T, r *http.Request) *openapi3.Operation {
	segments := strings.Split(r.URL.EscapedPath(), "/")
	var best *openapi3.PathItem
	parameters := len(segments) + 1
	for path, item := range document.Paths.Map() {
		if n, ok := match(strings.Split(path, "/"), segments); ok && n < parameters {
			best, parameters = item, n
		}
	}
	if best == nil {
		return nil
	}
	return best.Operations()[r.Method]
}

func match(pattern, segments []string) (parameters int, ok bool) {
	if len(pattern) != len(segments) {
		return 0, false
	}
	for i, part := range pattern {
		switch {
		case strings.HasPrefix(part, "{") && segments[i] != "":
			parameters++
		case part != segments[i]:
			return 0, false
		}
	}
	return parameters, true
}
