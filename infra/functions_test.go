package infra_test

import (
	"slices"
	"testing"

	"social.example/infra"
	"social.example/infra/local/edge"
	"social.example/infra/local/function"
)

func TestTheRegistryListsEveryFunction(t *testing.T) {
	t.Parallel()
	folders, err := function.Names("..")
	if err != nil {
		t.Fatal(err)
	}
	var registered []string
	for _, f := range infra.Functions {
		registered = append(registered, f.Name)
	}
	if !slices.Equal(registered, folders) {
		t.Errorf("the registry lists %v, but there are folders of %v", registered, folders)
	}
}

func TestRoutesLeadToRegisteredFunctions(t *testing.T) {
	t.Parallel()
	routes, err := edge.ReadRoutes("..")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range routes.Functions() {
		if !slices.ContainsFunc(infra.Functions, func(f infra.Function) bool { return f.Name == name }) {
			t.Errorf("infra/routes.json names the function %s, which is not registered", name)
		}
	}
}
