package source_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"social.example/infra/local/source"
)

// watch watches the two programs of module until the test ends.
func watch(t *testing.T, m source.Module) (<-chan []string, <-chan error) {
	t.Helper()
	watcher, err := m.Watcher(t.Context(), "./a", "./b")
	if err != nil {
		t.Fatal(err)
	}
	changes, problems := make(chan []string, 10), make(chan error, 10)
	var running sync.WaitGroup
	running.Go(func() {
		watcher.Run(t.Context(), 10*time.Millisecond,
			func(packages []string) { changes <- packages }, func(err error) { problems <- err })
	})
	t.Cleanup(running.Wait)
	return changes, problems
}

func TestWatchNamesWhatAChangeReaches(t *testing.T) {
	t.Parallel()
	m := module(t)
	changes, _ := watch(t, m)
	for _, step := range []struct {
		file, text string
		want       []string
	}{
		{"b/main.go", "package main\n\nfunc main() { println() }\n", []string{"./b"}},
		{"shared/text/2.txt", "two", []string{"./a"}},
		{"shared/text/1.txt", "uno", []string{"./a"}},
		{"shared/more.go", "package shared\n", []string{"./a"}},
		{"go.mod", "module m.example\n\ngo 1.26\n\n// changed\n", []string{"./a", "./b"}},
	} {
		write(t, m, step.file, step.text)
		if got := <-changes; !slices.Equal(got, step.want) {
			t.Errorf("%s: got %v, want %v", step.file, got, step.want)
		}
	}
}

func TestWatchIgnoresTestsAndSurvivesErrors(t *testing.T) {
	t.Parallel()
	m := module(t)
	changes, problems := watch(t, m)
	write(t, m, "shared/x_test.go", "package shared // changed\n")
	write(t, m, "b/main.go", "package main\n\nimport _ \"m.example/absent\"\n")
	if err := <-problems; err == nil {
		t.Error("an import of an absent package was not reported")
	}
	write(t, m, "b/main.go", "package main\n\nfunc main() { println(1) }\n")
	if got := <-changes; !slices.Equal(got, []string{"./b"}) {
		t.Errorf("got %v, want ./b", got)
	}
}
