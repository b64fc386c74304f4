package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"social.example/shared/fault"
)

// Route is an operation with its method and path. A segment {name} of the path
// matches any one segment, {name...} at the end matches all that is left.
type Route struct {
	Method string
	Path   string
	Handle Handler
}

// Mux serves routes. Unlike http.ServeMux it answers 404 and 405 as the API
// answers every failure, never redirects, and allows /users/{id}/follow beside
// /users/activate/{token}: of two routes that match, the first in the list wins.
type Mux []Route

// Serve is a Handler.
func (m Mux) Serve(w http.ResponseWriter, r *http.Request) error {
	segments := strings.Split(r.URL.EscapedPath(), "/")
	var allowed []string
	for _, route := range m {
		values, ok := match(strings.Split(route.Path, "/"), segments)
		if !ok {
			continue
		}
		VisitOf(r.Context()).Route = route.Path
		if route.Method == r.Method {
			for name, value := range values {
				r.SetPathValue(name, value)
			}
			return route.Handle(w, r)
		}
		allowed = append(allowed, route.Method)
	}
	if allowed == nil {
		return fault.New(fault.NotFound, "there is nothing at this path")
	}
	slices.Sort(allowed)
	w.Header().Set("Allow", strings.Join(slices.Compact(allowed), ", "))
	return fault.New(fault.MethodNotAllowed, "this path does not take the method %.20q", r.Method)
}

func match(pattern, segments []string) (map[string]string, bool) {
	values := map[string]string{}
	for i, part := range pattern {
		name, isParameter := strings.CutPrefix(part, "{")
		name = strings.TrimSuffix(name, "}")
		rest, isRest := strings.CutSuffix(name, "...")
		switch {
		case isParameter && isRest && i < len(segments):
			values[rest] = strings.Join(segments[i:], "/")
			return values, true
		case i >= len(segments):
			return nil, false
		case isParameter:
			value, err := url.PathUnescape(segments[i])
			if err != nil || value == "" {
				return nil, false
			}
			values[name] = value
		case part != segments[i]:
			return nil, false
		}
	}
	return values, len(pattern) == len(segments)
}
