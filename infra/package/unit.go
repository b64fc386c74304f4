package main

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"social.example/infra/local/function"
)

// A unit is a function or the migrations: one deployable program.
type unit struct {
	name string
	// top is the package whose files go to the root of the archive, where Google's
	// build expects them.
	top string
	// needs are the packages that Google's build adds to the program.
	needs []string
}

const framework = "github.com/GoogleCloudPlatform/functions-framework-go"

// all lists the units of the module at root: the migrations, which are a plain
// program, and each function, a package for which the functions framework generates
// the main.
func all(root string) ([]unit, error) {
	units := []unit{{name: "migrations", top: "migrations/cmd"}}
	functions, err := function.Names(root)
	if err != nil {
		return nil, err
	}
	for _, name := range functions {
		units = append(units, unit{name, "functions/" + name + "/entry", []string{framework + "/funcframework"}})
	}
	return units, nil
}

// choose returns the named units, or all units if names is empty.
func choose(root string, names []string) ([]unit, error) {
	if _, err := os.Stat(filepath.Join(root, "go.mod")); err != nil {
		return nil, fmt.Errorf("run this where go.mod is: %w", err)
	}
	units, err := all(root)
	if err != nil || len(names) == 0 {
		return units, err
	}
	var chosen []unit
	for _, name := range names {
		i := slices.IndexFunc(units, func(u unit) bool { return u.name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no function %q", name)
		}
		chosen = append(chosen, units[i])
	}
	return chosen, nil
}
