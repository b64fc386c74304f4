package web

import (
	"context"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"social.example/shared/fault"
)

// Route is an operation with its method and path. A path segment {name} matches any
// one segment; {name...} at the end matches the rest of the path. Query lists the
// query parameters that the route accepts.
type Route struct {
	Method string
	Path   string
	Query  []string
	Handle Handler
}

// takes reports whether the route serves the method. A GET route also serves HEAD.
func (r Route) takes(method string) bool {
	return r.Method == method || r.Method == http.MethodGet && method == http.MethodHead
}

// Mux serves routes. Unlike http.ServeMux it reports 404 and 405 as problem
// documents, never redirects, and allows /users/{id}/follow beside
// /users/activate/{token}: if two routes match, the first in the list wins.
type Mux []Route

type routeKey struct{}

// RecordRoute records the route in the RequestInfo of requests that next refuses
// before Serve runs, for their log line.
func (m Mux) RecordRoute(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		info := RequestInfoOf(r.Context())
		if info.Route != "" {
			return
		}
		segments := split(r.URL.EscapedPath())
		for _, route := range m {
			if _, ok := match(split(route.Path), segments); ok {
				info.Route = route.Path
				return
			}
		}
	})
}

// Serve calls the handler of the first route that matches the request. It is a
// Handler.
func (m Mux) Serve(w http.ResponseWriter, r *http.Request) error {
	segments := split(r.URL.EscapedPath())
	var allowed []string
	for _, route := range m {
		values, ok := match(split(route.Path), segments)
		if !ok {
			continue
		}
		RequestInfoOf(r.Context()).Route = route.Path
		if route.takes(r.Method) {
			return route.serve(w, r, values)
		}
		allowed = append(allowed, route.Method)
		if route.Method == http.MethodGet {
			allowed = append(allowed, http.MethodHead)
		}
	}
	if allowed == nil {
		return fault.New(fault.NotFound, "there is nothing at this path")
	}
	slices.Sort(allowed)
	w.Header().Set("Allow", strings.Join(slices.Compact(allowed), ", "))
	return fault.New(fault.MethodNotAllowed, "this path does not take the method %.20q", r.Method)
}

// NoQuery refuses a request with query parameters if its route declares none.
// RequireUser applies it after authentication; public handlers must apply it
// themselves.
func NoQuery(next Handler) Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if route, ok := r.Context().Value(routeKey{}).(Route); ok && route.Query == nil {
			if err := ParseQuery(r).Err(); err != nil {
				return err
			}
		}
		return next(w, r)
	}
}

// serve calls the route's handler.
func (r Route) serve(w http.ResponseWriter, request *http.Request, values map[string]string) error {
	request = request.WithContext(context.WithValue(request.Context(), routeKey{}, r))
	for name, value := range values {
		request.SetPathValue(name, value)
	}
	if request.Method == http.MethodHead {
		w = headOnly{w}
	}
	return r.Handle(w, request)
}

// maxSegments is more than any route's path has.
const maxSegments = 16

// split returns the segments of a path. The last segment of a very long path holds
// the rest unsplit.
func split(path string) []string { return strings.SplitN(path, "/", maxSegments) }

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
