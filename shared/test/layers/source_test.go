package layers_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// sources calls visit for every non-test file of the functions and the shared
// library.
func sources(t *testing.T, visit func(pkg, path string, file *ast.File, positions *token.FileSet)) {
	t.Helper()
	for _, p := range packages(t) {
		if !strings.HasPrefix(p.ImportPath, module+"/functions/") && layerOf(p.ImportPath) < 0 {
			continue
		}
		for _, name := range p.GoFiles {
			positions := token.NewFileSet()
			path := filepath.Join(p.Dir, name)
			file, err := parser.ParseFile(positions, path, nil, parser.SkipObjectResolution)
			if err != nil {
				t.Fatal(err)
			}
			visit(p.ImportPath, path, file, positions)
		}
	}
}

func TestOnlyEntryHasInit(t *testing.T) {
	t.Parallel()
	sources(t, func(pkg, path string, file *ast.File, _ *token.FileSet) {
		for _, d := range file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && f.Recv == nil && f.Name.Name == "init" && !strings.HasSuffix(pkg, "/entry") {
				t.Errorf("%s has an init function", path)
			}
		}
	})
}

func TestOnlyWireReadsSettings(t *testing.T) {
	t.Parallel()
	sources(t, func(pkg, path string, file *ast.File, positions *token.FileSet) {
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			from, _ := call.X.(*ast.Ident)
			if from == nil {
				return true
			}
			switch from.Name + "." + call.Sel.Name {
			case "os.Getenv", "os.LookupEnv", "os.Environ":
				if pkg != module+"/shared/settings" {
					t.Errorf("%s reads the environment", positions.Position(n.Pos()))
				}
			case "settings.Read":
				if filepath.Base(path) != "wire.go" {
					t.Errorf("%s reads settings", positions.Position(n.Pos()))
				}
			}
			return true
		})
	})
}

var statement = regexp.MustCompile(`(?s)^[\s(]*(SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH)\s.*\s(FROM|INTO|SET|VALUES|AS)\s`)

func TestOnlyStoreHasSQL(t *testing.T) {
	t.Parallel()
	found := 0
	sources(t, func(pkg, _ string, file *ast.File, positions *token.FileSet) {
		ast.Inspect(file, func(n ast.Node) bool {
			literal, ok := n.(*ast.BasicLit)
			if !ok || literal.Kind != token.STRING || !statement.MatchString(strings.Trim(literal.Value, "`\"")) {
				return true
			}
			found++
			if pkg != module+"/shared/store" {
				t.Errorf("%s has SQL", positions.Position(n.Pos()))
			}
			return true
		})
	})
	if found < 20 {
		t.Errorf("found %d statements in store: the test does not recognize SQL", found)
	}
}

func TestOnlyWebHasStatuses(t *testing.T) {
	t.Parallel()
	sources(t, func(pkg, _ string, file *ast.File, positions *token.FileSet) {
		ast.Inspect(file, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			if !ok || pkg == module+"/shared/web" || pkg == module+"/shared/mail" || pkg == module+"/shared/topic" {
				return true // mail handles SendGrid's statuses, and topic Pub/Sub's
			}
			from, _ := s.X.(*ast.Ident)
			failure := regexp.MustCompile(`^Status(Bad|Unauth|Forb|NotF|Meth|Conf|Req|Unsu|TooM|Unproc|Gone|Service|BadG|Gateway)`)
			if from != nil && from.Name == "http" && failure.MatchString(s.Sel.Name) {
				t.Errorf("%s uses an HTTP error status", positions.Position(n.Pos()))
			}
			return true
		})
	})
}
