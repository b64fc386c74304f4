package main

import (
	"archive/zip"
	"bytes"
	"fmt"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// generated is the main that the buildpack generates for a declarative function:
// cmd/go/functions_framework/lib/template_declarative.go of
// https://github.com/GoogleCloudPlatform/buildpacks.
const generated = `package main

import (
	"log"
	"net/http"
	"os"

	_ %q

	"github.com/GoogleCloudPlatform/functions-framework-go/funcframework"
)

func main() {
	http.HandleFunc("/robots.txt", http.NotFound)
	http.HandleFunc("/favicon.ico", http.NotFound)

	port := os.Getenv("PORT")
	if port == "" {
		port = "8080"
	}
	if err := funcframework.Start(port); err != nil {
		log.Fatalf("Function failed to start: %%v\n", err)
	}
}
`

// buildAsGoogle builds an archive as the Go buildpacks do and returns the program.
// For a function it generates a main around the root package; any other archive has
// its own main.
func buildAsGoogle(t *testing.T, archive []byte, function bool) string {
	t.Helper()
	source := t.TempDir()
	extract(t, archive, source)
	target := "."
	if function {
		checkRoot(t, source)
		target = "./functions.local/app"
		app := filepath.Join(source, target)
		if err := os.MkdirAll(app, 0o700); err != nil {
			t.Fatal(err)
		}
		path := strings.TrimSpace(string(goOffline(t, source, "list", "-m")))
		if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") {
			t.Fatalf("the buildpack refuses the module path %s: its first element has no dot", path)
		}
		if err := os.WriteFile(filepath.Join(app, "main.go"), fmt.Appendf(nil, generated, path), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	program := filepath.Join(t.TempDir(), "main")
	goOffline(t, source, "build", "-o", program, target)
	return program
}

// checkRoot checks the archive's root against the buildpack's requirements.
func checkRoot(t *testing.T, source string) {
	t.Helper()
	packages, err := parser.ParseDir(token.NewFileSet(), source, nil, parser.ImportsOnly) //nolint:staticcheck // SA1019: the buildpack calls it
	if err != nil {
		t.Fatal(err)
	}
	if len(packages) != 1 {
		t.Fatalf("the root holds %d packages, the buildpack takes one", len(packages))
	}
	declarative := false
	for _, p := range packages {
		for _, file := range p.Files {
			for _, i := range file.Imports {
				declarative = declarative || i.Path.Value == `"`+framework+`/functions"`
			}
		}
	}
	if !declarative {
		t.Error("no file of the root imports the framework's functions: the buildpack would not take it for declarative")
	}
	if _, err := os.Stat(filepath.Join(source, "vendor", framework, "funcframework")); err != nil {
		t.Errorf("the buildpack refuses a vendor directory without the framework: %v", err)
	}
}

// goOffline runs the go command without network and module cache.
func goOffline(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", args...)
	command.Dir = dir
	command.Env = append(os.Environ(), "GOPROXY=off", "GOMODCACHE="+filepath.Join(t.TempDir(), "empty"),
		"GOWORK=off", "GOFLAGS=-mod=vendor -trimpath") // with -trimpath, all archives share the build cache
	output, err := command.Output()
	if err != nil {
		failure := []byte(nil)
		if exit, ok := err.(*exec.ExitError); ok { //nolint:errorlint // Output wraps nothing
			failure = exit.Stderr
		}
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, failure)
	}
	return output
}

func extract(t *testing.T, archive []byte, dir string) {
	t.Helper()
	reader, err := zip.NewReader(bytes.NewReader(archive), int64(len(archive)))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, reader); err != nil {
		t.Fatal(err)
	}
}
