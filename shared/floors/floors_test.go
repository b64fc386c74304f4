// Package floors enforces the rules of the architecture. Packages are arranged in
// floors and import only lower floors, so that each can be understood from the
// packages below it.
package floors_test

import (
	"slices"
	"strings"
	"testing"
)

// floors lists the shared packages, lowest floor first.
var floors = [][]string{
	{"fault", "envconf", "gcplog", "redis"},
	{"postgres", "cursor", "social", "event"},
	{"store", "cache", "web", "password", "token", "mail", "topic"},
	{"ratelimit", "live"},
	{"auth", "observe"},
	{"boot"},
}

// testOnly lists the packages that no deployed binary may contain.
var testOnly = []string{"testdb", "testredis", "testproxy", "factory", "apitest", "figure", "floors"}

func floorOf(pkg string) int {
	name, ok := strings.CutPrefix(pkg, module+"/shared/")
	if !ok {
		return -1
	}
	return slices.IndexFunc(floors, func(f []string) bool { return slices.Contains(f, name) })
}

func TestSharedPackagesImportLowerFloorsOnly(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		name, ok := strings.CutPrefix(p.ImportPath, module+"/shared/")
		if !ok || slices.Contains(testOnly, name) {
			continue
		}
		floor := floorOf(p.ImportPath)
		if floor < 0 {
			t.Errorf("%s is on no floor: add it to floors", p.ImportPath)
		}
		for _, imported := range p.own() {
			if f := floorOf(imported); f < 0 || f >= floor {
				t.Errorf("%s imports %s, which is not on a lower floor", p.ImportPath, imported)
			}
		}
	}
}

func TestFunctionsImportSharedOnly(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		name, ok := strings.CutPrefix(p.ImportPath, module+"/functions/")
		if !ok {
			continue
		}
		function, _, _ := strings.Cut(name, "/")
		for _, imported := range p.own() {
			inside := strings.HasPrefix(imported+"/", module+"/functions/"+function+"/")
			if !inside && !strings.HasPrefix(imported, module+"/shared/") {
				t.Errorf("%s imports %s", p.ImportPath, imported)
			}
		}
	}
}

func TestDirectImportsStayWhereTheyBelong(t *testing.T) {
	t.Parallel()
	for _, rule := range []struct {
		imported string
		allowed  func(pkg string) bool
	}{
		{"github.com/GoogleCloudPlatform/functions-framework-go", func(pkg string) bool {
			return strings.HasSuffix(pkg, "/entry") || strings.HasSuffix(pkg, "/cmd")
		}},
		{"github.com/kelseyhightower/envconfig", func(pkg string) bool { return pkg == module+"/shared/envconf" }},
		{"cloud.google.com/go/pubsub/v2", func(pkg string) bool {
			return pkg == module+"/shared/topic" || strings.HasPrefix(pkg, module+"/infra/")
		}},
		{module + "/shared/topic", func(pkg string) bool {
			return pkg == module+"/functions/authentication" || strings.HasPrefix(pkg, module+"/infra/")
		}},
	} {
		for _, p := range packages(t) {
			uses := slices.ContainsFunc(p.Imports, func(i string) bool {
				return i == rule.imported || strings.HasPrefix(i, rule.imported+"/")
			})
			if uses && !rule.allowed(p.ImportPath) {
				t.Errorf("%s imports %s", p.ImportPath, rule.imported)
			}
		}
	}
}

func TestDeployedBinariesLinkNoTestCode(t *testing.T) {
	t.Parallel()
	forbidden := []string{"testing", "github.com/alicebob/miniredis/v2"}
	for _, name := range testOnly {
		forbidden = append(forbidden, module+"/shared/"+name)
	}
	for _, p := range packages(t) {
		if !deployed(p.ImportPath) {
			continue
		}
		for _, dep := range p.Deps {
			if slices.Contains(forbidden, dep) {
				t.Errorf("%s links %s", p.ImportPath, dep)
			}
			if strings.HasPrefix(dep, "cloud.google.com/go/pubsub") && !strings.Contains(p.ImportPath, "/functions/authentication/") {
				t.Errorf("%s links the Pub/Sub client", p.ImportPath)
			}
		}
	}
}

func deployed(pkg string) bool {
	return strings.HasPrefix(pkg, module+"/functions/") && strings.HasSuffix(pkg, "/cmd")
}
