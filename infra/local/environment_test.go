package main

import (
	"os"
	"regexp"
	"slices"
	"testing"

	"social.example/infra"
)

// TestEverySettingIsWrittenDown checks that the example file and the README name
// every setting that the functions read.
func TestEverySettingIsWrittenDown(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"../../.env.example", "../../README.md"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		named := regexp.MustCompile(`\b[A-Z]+(?:_[A-Z]+)*\b`).FindAllString(string(text), -1)
		for _, f := range infra.Functions {
			for _, name := range f.Settings {
				if !slices.Contains(named, name) {
					t.Errorf("%s does not name %s", path, name)
				}
			}
		}
	}
}
