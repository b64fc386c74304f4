package apitest

import (
	"net/http"
	"net/http/httptest"
	"testing"

	"social.example/shared/web"
)

// Tried holds the operations that a test has requested, as method and path of the route.
type Tried map[string]bool

// Add adds the operation of a request.
func (tried Tried) Add(routes web.Mux, method, path string) {
	info := &web.RequestInfo{}
	r := httptest.NewRequest(method, path, nil)
	routes.RecordRoute(http.NotFoundHandler()).ServeHTTP(httptest.NewRecorder(), r.WithContext(web.WithRequestInfo(r.Context(), info)))
	tried[method+" "+info.Route] = true
}

// WantAll fails the test unless it has requested each of the routes.
func (tried Tried) WantAll(t testing.TB, routes web.Mux) {
	t.Helper()
	for _, route := range routes {
		if operation := route.Method + " " + route.Path; !tried[operation] {
			t.Errorf("the table has no row for %s", operation)
		}
	}
}
