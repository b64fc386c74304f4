package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"social.example/infra"
	"social.example/infra/local/edge"
	"social.example/shared/boot"
	"social.example/shared/postgres"
	"social.example/shared/test/apitest"
	"social.example/shared/topic"
)

// services builds each HTTP function. They open no connections.
func services(t *testing.T) map[string]boot.Service {
	t.Helper()
	built := map[string]boot.Service{}
	for _, f := range infra.Functions {
		s, err := f.New(
			postgres.Config{URL: "postgres://localhost/none", MaxConns: 1, QueryTimeout: 1}, apitest.Tokens(t),
			topic.Config{Project: "p", Email: "email", Emulator: "localhost:1"},
		)
		if err != nil {
			t.Fatalf("%s: %v", f.Name, err)
		}
		if s.HTTP != nil {
			built[f.Name] = s
		}
	}
	return built
}

// TestRoutesAndDocumentAgree skips two kinds of routes that belong to the Swagger
// page and not to the API: its files, and the short path that redirects to it.
func TestRoutesAndDocumentAgree(t *testing.T) {
	t.Parallel()
	var served, described []string
	for _, s := range services(t) {
		for _, route := range s.Routes {
			if route.Path == "/v1/swagger" {
				continue
			}
			if extension := path.Ext(route.Path); extension == "" || extension == ".html" || extension == ".json" {
				served = append(served, route.Method+" "+route.Path)
			}
		}
	}
	document, err := openapi3.NewLoader().LoadFromFile("../../functions/docs/openapi.json")
	if err != nil {
		t.Fatal(err)
	}
	for path, item := range document.Paths.Map() {
		for method := range item.Operations() {
			described = append(described, method+" "+path)
		}
	}
	slices.Sort(served)
	slices.Sort(described)
	if !slices.Equal(served, described) {
		t.Errorf("the functions serve\n%s\nbut the document describes\n%s",
			strings.Join(served, "\n"), strings.Join(described, "\n"))
	}
}

// Routes reject parameters that they do not name, and clients do not know
// parameters that the document does not name.
func TestRoutesTakeTheParametersThatTheDocumentNames(t *testing.T) {
	t.Parallel()
	paths, compared := apitest.Document(t).Paths, 0
	for _, s := range services(t) {
		for _, route := range s.Routes {
			item := paths.Value(route.Path)
			if item == nil {
				continue
			}
			var described []string
			for _, p := range item.GetOperation(route.Method).Parameters {
				if p.Value.In == openapi3.ParameterInQuery {
					described = append(described, p.Value.Name)
				}
			}
			taken := slices.Clone(route.Query)
			slices.Sort(taken)
			slices.Sort(described)
			if !slices.Equal(taken, described) {
				t.Errorf("%s %s takes the parameters %q, but the document names %q", route.Method, route.Path, taken, described)
			}
			compared += len(described)
		}
	}
	if compared == 0 {
		t.Error("no operation of the document has parameters")
	}
}

// TestRoutesOfSecuredOperationsAreSecured fails if a route is not wrapped in
// auth.RequireUser: without it, the response differs.
func TestRoutesOfSecuredOperationsAreSecured(t *testing.T) {
	t.Parallel()
	paths, secured := apitest.Document(t).Paths, 0
	for _, s := range services(t) {
		for _, route := range s.Routes {
			item := paths.Value(route.Path)
			if item == nil || item.GetOperation(route.Method).Security == nil {
				continue
			}
			secured++
			if item.GetOperation(route.Method).Responses.Value("401").Value.Headers["WWW-Authenticate"] == nil {
				t.Errorf("%s %s: the document's 401 lacks WWW-Authenticate", route.Method, route.Path)
			}
			answer := httptest.NewRecorder()
			s.HTTP.ServeHTTP(answer, httptest.NewRequest(route.Method, strings.ReplaceAll(route.Path, "{id}", "1"), nil))
			if answer.Code != http.StatusUnauthorized || answer.Header().Get("WWW-Authenticate") != "Bearer" {
				t.Errorf("%s %s without a token: %d, WWW-Authenticate %q; want 401, Bearer", route.Method, route.Path, answer.Code, answer.Header().Get("WWW-Authenticate"))
			}
		}
	}
	if secured == 0 {
		t.Error("no operation of the document is secured")
	}
}

func TestEveryRouteReachesItsFunction(t *testing.T) {
	t.Parallel()
	routes, err := edge.ReadRoutes("../..")
	if err != nil {
		t.Fatal(err)
	}
	built := services(t)
	for name, s := range built {
		for _, route := range s.Routes {
			if got := routes.Match(route.Path); got != name {
				t.Errorf("%s is %s's, but the edge sends it to %s", route.Path, name, got)
			}
		}
	}
	for _, r := range routes.Routes {
		if _, ok := built[r.Function]; !ok {
			t.Errorf("the edge sends %s to %s, which is no function", r.Path, r.Function)
		}
	}
}

func TestTheCommittedFilesAreUpToDate(t *testing.T) {
	t.Parallel()
	files, err := generated(t.Context(), "../..")
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range files {
		committed, err := os.ReadFile(filepath.Join("../..", name))
		if err != nil {
			t.Fatal(err)
		}
		if string(text) != string(committed) {
			t.Errorf("%s is not what the handlers' comments make: run `make generate`", name)
		}
	}
}
