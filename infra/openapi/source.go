package main

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/constant"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

const module = "social.example/"

// source is a tree of Go files whose annotations and struct tags name constants,
// as $TitleLength or ${social.TitleLength}, so that a limit has one place.
type source struct {
	root   string
	values map[string]map[string]string // by folder and name
}

// copyTo copies the files of a folder, except tests, and replaces the names of
// constants by their values.
func (s source) copyTo(dir, folder string) error {
	root := os.DirFS(s.root)
	return fs.WalkDir(root, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go") {
			return err
		}
		text, err := fs.ReadFile(root, name)
		if err == nil && strings.HasSuffix(name, ".go") {
			text, err = s.expand(name, text)
		}
		if err != nil {
			return err
		}
		to := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
			return err
		}
		return os.WriteFile(to, text, 0o600)
	})
}

// expand replaces the names of constants in the annotations and struct tags of a
// Go file.
func (s source) expand(name string, text []byte) ([]byte, error) {
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, name, text, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	var places []ast.Node
	ast.Inspect(file, func(n ast.Node) bool {
		if field, ok := n.(*ast.Field); ok && field.Tag != nil {
			places = append(places, field.Tag)
		}
		return true
	})
	for _, group := range file.Comments {
		for _, comment := range group.List {
			if strings.HasPrefix(comment.Text, "//\t@") {
				places = append(places, comment)
			}
		}
	}
	slices.SortFunc(places, func(a, b ast.Node) int { return cmp.Compare(b.Pos(), a.Pos()) })
	for _, place := range places {
		from, to := files.Position(place.Pos()).Offset, files.Position(place.End()).Offset
		expanded := os.Expand(string(text[from:to]), func(constant string) string {
			value, ok := s.value(filepath.Dir(name), file, constant)
			if !ok && err == nil {
				err = fmt.Errorf("%s: %s is not a constant", files.Position(place.Pos()), constant)
			}
			return value
		})
		text = slices.Concat(text[:from], []byte(expanded), text[to:])
	}
	return text, err
}

// value returns the value of a constant that a file names.
func (s source) value(folder string, file *ast.File, name string) (string, bool) {
	if alias, rest, qualified := strings.Cut(name, "."); qualified {
		for _, imported := range file.Imports {
			if path, _ := strconv.Unquote(imported.Path.Value); strings.HasSuffix(path, "/"+alias) {
				folder, name = strings.TrimPrefix(path, module), rest
			}
		}
	}
	if s.values[folder] == nil {
		s.values[folder] = constants(filepath.Join(s.root, folder))
	}
	value, ok := s.values[folder][name]
	return value, ok
}

// constants returns the values of the constants of a package that do not depend on
// other packages. It does not load imports, so it ignores type errors.
func constants(folder string) map[string]string {
	files := token.NewFileSet()
	var parsed []*ast.File
	names, _ := filepath.Glob(filepath.Join(folder, "*.go"))
	for _, name := range names {
		if file, err := parser.ParseFile(files, name, nil, 0); err == nil && !strings.HasSuffix(name, "_test.go") {
			parsed = append(parsed, file)
		}
	}
	config := types.Config{Error: func(error) {}, IgnoreFuncBodies: true}
	checked, _ := config.Check(folder, files, parsed, nil)
	values := map[string]string{}
	for _, name := range checked.Scope().Names() {
		c, ok := checked.Scope().Lookup(name).(*types.Const)
		switch {
		case !ok:
		case c.Val().Kind() == constant.Int:
			values[name] = c.Val().ExactString()
		case c.Val().Kind() == constant.String:
			values[name] = constant.StringVal(c.Val())
		}
	}
	return values
}
