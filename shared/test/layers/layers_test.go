// Package layers enforces the rules of the architecture. Packages are arranged in
// layers and import only lower layers, so that each can be understood from the
// packages below it.
package layers_test

import (
	"slices"
	"strings"
	"testing"
)

// layers lists the shared packages, lowest layer first.
var layers = [][]string{
	{"fault", "settings", "gcplog", "trust", "blocklist"},
	{"postgres", "redis", "cursor", "social", "event"},
	{"store", "cache", "web", "password", "token", "mail", "topic"},
	{"ratelimit", "live", "totp", "pagination"},
	{"auth", "observe"},
	{"boot"},
	{"backend"},
}

// tools is the folder of the packages that only tests import. No deployed binary may
// contain one.
const tools = module + "/shared/test/"

func layerOf(pkg string) int {
	name, ok := strings.CutPrefix(pkg, module+"/shared/")
	if !ok {
		return -1
	}
	return slices.IndexFunc(layers, func(l []string) bool { return slices.Contains(l, name) })
}

func TestSharedPackagesImportLowerLayersOnly(t *testing.T) {
	t.Parallel()
	for _, p := range packages(t) {
		if !strings.HasPrefix(p.ImportPath, module+"/shared/") || strings.HasPrefix(p.ImportPath, tools) {
			continue
		}
		layer := layerOf(p.ImportPath)
		if layer < 0 {
			t.Errorf("%s is in no layer: add it to layers", p.ImportPath)
		}
		for _, imported := range p.own() {
			if l := layerOf(imported); l < 0 || l >= layer {
				t.Errorf("%s imports %s, which is not in a lower layer", p.ImportPath, imported)
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

// publishers are the functions that publish events.
var publishers = []string{"account", "authentication", "moderation"}

func TestDirectImportsStayWhereTheyBelong(t *testing.T) {
	t.Parallel()
	for _, rule := range []struct {
		imported string
		allowed  func(pkg string) bool
	}{
		{"github.com/GoogleCloudPlatform/functions-framework-go", func(pkg string) bool {
			return strings.HasSuffix(pkg, "/entry") || pkg == module+"/infra/bench/hello/cmd"
		}},
		{"github.com/kelseyhightower/envconfig", func(pkg string) bool { return pkg == module+"/shared/settings" }},
		{"cloud.google.com/go/pubsub/v2", func(pkg string) bool {
			return strings.HasPrefix(pkg, module+"/infra/")
		}},
		{module + "/shared/topic", func(pkg string) bool {
			return slices.Contains(publishers, strings.TrimPrefix(pkg, module+"/functions/")) || strings.HasPrefix(pkg, module+"/infra/")
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
	for _, p := range packages(t) {
		if !deployed(p.ImportPath) {
			continue
		}
		for _, dep := range p.Deps {
			if slices.Contains(forbidden, dep) || strings.HasPrefix(dep, tools) {
				t.Errorf("%s links %s", p.ImportPath, dep)
			}
			if strings.HasPrefix(dep, "google.golang.org/grpc") {
				t.Errorf("%s links gRPC", p.ImportPath)
			}
			if strings.HasPrefix(dep, "github.com/jackc/pgx/") && strings.Contains(p.ImportPath, "/functions/docs/") {
				t.Errorf("%s links the database client", p.ImportPath)
			}
		}
	}
}

// Each linked package makes a start slower. The framework's own packages are the
// minimum.
func TestFunctionsLinkAtMostHalfAgainAsManyPackagesAsTheFramework(t *testing.T) {
	t.Parallel()
	least := 0
	for _, p := range packages(t) {
		if p.ImportPath == module+"/infra/bench/hello/cmd" {
			least = len(p.Deps)
		}
	}
	if least == 0 {
		t.Fatal("infra/bench/hello is not in the list of packages")
	}
	for _, p := range packages(t) {
		if deployed(p.ImportPath) && 2*len(p.Deps) > 3*least {
			t.Errorf("%s links %d packages, the framework alone %d", p.ImportPath, len(p.Deps), least)
		}
	}
}

func deployed(pkg string) bool {
	return strings.HasPrefix(pkg, module+"/functions/") && strings.HasSuffix(pkg, "/entry")
}
