package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestTheRecipeOfAnOperation follows "Add an operation" of the README in a copy of
// the tree: a handler in a file of its own, and its route. The tree must build, and
// the rules of the architecture must hold.
func TestTheRecipeOfAnOperation(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	for _, part := range []string{"functions", "shared", "migrations", "infra"} {
		if err := os.CopyFS(filepath.Join(root, part), os.DirFS(filepath.Join("..", "..", part))); err != nil {
			t.Fatal(err)
		}
	}
	for _, file := range []string{"go.mod", "go.sum"} {
		edit(t, filepath.Join("..", "..", file), filepath.Join(root, file))
	}
	posts := filepath.Join(root, "functions", "posts")
	edit(t, filepath.Join(posts, "remove.go"), filepath.Join(posts, "archive.go"),
		"// remove deletes", "// archive archives",
		") remove(", ") archive(",
		"deletePost", "archivePost",
		"/v1/posts/{id} [delete]", "/v1/posts/{id}/archive [post]")
	routes := filepath.Join(posts, "routes.go")
	edit(t, routes, routes, "return web.Mux{",
		"return web.Mux{\n{Method: \"POST\", Path: \"/v1/posts/{id}/archive\", Handle: auth.RequireUser(s.archive)},")
	for _, command := range []string{"go build ./functions/posts", "go test ./shared/test/layers"} {
		words := strings.Fields(command)
		cmd := exec.CommandContext(t.Context(), words[0], words[1:]...)
		cmd.Dir = root
		if said, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("%s: %v\n%s", command, err, said)
		}
	}
}

// edit copies a file and replaces pairs of old and new text, each of which must be
// there.
func edit(t *testing.T, from, to string, pairs ...string) {
	t.Helper()
	text, err := os.ReadFile(from)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(pairs); i += 2 {
		if !strings.Contains(string(text), pairs[i]) {
			t.Fatalf("%s has no %q", from, pairs[i])
		}
	}
	if err := os.WriteFile(to, []byte(strings.NewReplacer(pairs...).Replace(string(text))), 0o600); err != nil {
		t.Fatal(err)
	}
}
