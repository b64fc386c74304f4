// Package edge is the single address in front of all functions. It stands in for
// Google's external Application Load Balancer.
package edge

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// Routes maps paths to functions, as a URL map does.
type Routes struct {
	Default string  `json:"default"`
	Routes  []Route `json:"routes"`
}

// Route is an exact path, or all paths below it if it ends in /*.
type Route struct {
	Path     string `json:"path"`
	Function string `json:"function"`
}

// ReadRoutes reads infra/routes.json in the checkout at root.
func ReadRoutes(root string) (Routes, error) {
	text, err := os.ReadFile(filepath.Join(root, "infra", "routes.json"))
	if err != nil {
		return Routes{}, fmt.Errorf("read the routes: %w", err)
	}
	return ParseRoutes(text)
}

// ParseRoutes parses the contents of infra/routes.json.
func ParseRoutes(text []byte) (Routes, error) {
	var routes Routes
	if err := json.Unmarshal(text, &routes); err != nil {
		return routes, fmt.Errorf("read the routes: %w", err)
	}
	if routes.Default == "" {
		return routes, errors.New("the routes have no default")
	}
	return routes, nil
}

// Functions returns the names of the functions that have routes, sorted.
func (r Routes) Functions() []string {
	var names []string
	for _, route := range r.Routes {
		names = append(names, route.Function)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// Match returns the function for a percent-encoded path. The longest matching route
// wins.
func (r Routes) Match(path string) string {
	function, longest := r.Default, 0
	for _, route := range r.Routes {
		if route.matches(path) && len(route.Path) > longest {
			function, longest = route.Function, len(route.Path)
		}
	}
	return function
}

func (r Route) matches(path string) bool {
	if folder, ok := strings.CutSuffix(r.Path, "*"); ok {
		return strings.HasPrefix(path, folder)
	}
	return path == r.Path
}
