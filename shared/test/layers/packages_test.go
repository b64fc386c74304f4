package layers_test

import (
	"os/exec"
	"strings"
	"sync"
	"testing"

	"social.example/infra/local/source"
)

const module = "social.example"

// listed is a package in the output of `go list`.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
	Deps       []string
}

// own returns the package's imports from this module.
func (p listed) own() []string {
	var own []string
	for _, path := range p.Imports {
		if strings.HasPrefix(path, module+"/") {
			own = append(own, path)
		}
	}
	return own
}

var list = sync.OnceValues(func() ([]listed, error) {
	return source.List[listed](exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports,Deps", module+"/..."))
})

func packages(t *testing.T) []listed {
	t.Helper()
	all, err := list()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) == 0 {
		t.Fatal("go list found no package")
	}
	return all
}
