package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"social.example/shared/fault"
)

// Route is an operation with its method and path. A path segment {name} matches any
// one segment other than . and .. Query lists the query parameters that the route
// accepts.
//
// To add an operation:
//
//   - Write the handler in a file of its own, functions/<name>/<operation>.go, with the
//     comment that describes it. Copy a short one, such as functions/posts/remove.go, or
//     for a list functions/posts/list_likes.go.
//   - Add its route to functions/<name>/routes.go, and to infra/routes.json a path that
//     no pattern covers.
//   - Write the SQL as a method in shared/store, and the rules for input in
//     shared/social. Tags and comments name a limit by its constant, as
//     maxLength:"$TitleLength".
//   - Run make generate. It updates the API's description, and the types and limits of
//     the web app.
//   - Test it over HTTP, as the files next to it do.
//
// Tests compare the routes with the description and with infra/routes.json.
type Route struct {
	Method string
	Path   string
	Query  []string
	Handle Handler
}

// takes reports whether the route serves the method. A GET route also serves HEAD.
func (r *Route) takes(method string) bool {
	return r.Method == method || r.Method == http.MethodGet && method == http.MethodHead
}

// Mux serves routes. Unlike http.ServeMux it reports 404 and 405 as problem
// documents, never redirects, and allows /users/{id}/follow next to
// /users/activate/{token}: if two routes match, the first in the list wins.
type Mux []Route

// RecordRoute records the route in the RequestInfo of requests that next refuses
// before Serve runs, for their log line.
func (m Mux) RecordRoute(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		next.ServeHTTP(w, r)
		info := RequestInfoOf(r.Context())
		if info.Route != "" {
			return
		}
		path := r.URL.EscapedPath()
		for i := range m {
			if match(m[i].Path, path, nil) {
				info.Route = m[i].Path
				return
			}
		}
	})
}

// Serve calls the handler of the first route that matches the request. It is a
// Handler.
func (m Mux) Serve(w http.ResponseWriter, r *http.Request) error {
	path := r.URL.EscapedPath()
	var allowed []string
	for i := range m {
		route := &m[i]
		if !match(route.Path, path, nil) {
			continue
		}
		if route.takes(r.Method) {
			return route.serve(w, r, path)
		}
		RequestInfoOf(r.Context()).Route = route.Path
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
		if route := RequestInfoOf(r.Context()).served; route != nil && route.Query == nil && r.URL.RawQuery != "" {
			if err := ParseQuery(r).Err(); err != nil {
				return err
			}
		}
		return next(w, r)
	}
}

// serve calls the route's handler for a request with this path, which must match.
func (r *Route) serve(w http.ResponseWriter, request *http.Request, path string) error {
	info, known := request.Context().Value(requestInfoKey{}).(*RequestInfo)
	if !known {
		info = &RequestInfo{}
		request = request.WithContext(WithRequestInfo(request.Context(), info))
	}
	info.Route, info.served = r.Path, r
	match(r.Path, path, request.SetPathValue)
	if request.Method == http.MethodHead {
		w = headOnly{w}
	}
	return r.Handle(w, request)
}

// match reports whether the path matches the pattern. If found is not nil, match calls
// it with each parameter, possibly even for a path that turns out not to match.
func match(pattern, path string, found func(name, value string)) bool {
	for {
		part, patternRest, more := strings.Cut(pattern, "/")
		segment, pathRest, longer := strings.Cut(path, "/")
		name, isParameter := strings.CutPrefix(part, "{")
		name = strings.TrimSuffix(name, "}")
		switch {
		case isParameter:
			value, err := url.PathUnescape(segment)
			if err != nil || value == "" || segment == "." || segment == ".." {
				return false
			}
			if found != nil {
				found(name, value)
			}
		case part != segment:
			return false
		}
		if !more || !longer {
			return more == longer
		}
		pattern, path = patternRest, pathRest
	}
}
