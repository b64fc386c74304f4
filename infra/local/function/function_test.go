package function_test

import (
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"social.example/infra/local/function"
)

// toy is a function that responds with its process id and environment.
const toy = `package main

import (
	"fmt"
	"net/http"
	"os"
	"strings"
)

func main() {
	http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, os.Getpid(), "one")
		for _, pair := range os.Environ() {
			if !strings.HasPrefix(pair, "PORT=") {
				fmt.Fprintln(w, pair)
			}
		}
	}))
}
`

// module returns a new module that contains the function toy.
func module(t *testing.T) (root string) {
	t.Helper()
	root = t.TempDir()
	write(t, filepath.Join(root, "go.mod"), "module m.example\n\ngo 1.26\n")
	write(t, filepath.Join(root, "toy/main.go"), toy)
	return root
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func build(t *testing.T, root string) (program string) {
	t.Helper()
	program = filepath.Join(root, "program")
	if err := function.Compile(t.Context(), root, program, "./toy"); err != nil {
		t.Fatal(err)
	}
	return program
}

func start(t *testing.T, program string) (f *function.Function, problems <-chan error) {
	t.Helper()
	channel := make(chan error, 10)
	f, err := function.Start(t.Context(), "toy", program, []string{"SETTING=value"}, t.Output(), func(err error) { channel <- err })
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(f.Close)
	return f, channel
}

// ask returns the lines of the function's response.
func ask(t *testing.T, f *function.Function) []string {
	t.Helper()
	address, err := f.Address(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, "http://"+address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(body)), "\n")
}

func TestFunctionHasOnlyItsOwnEnvironment(t *testing.T) {
	t.Parallel()
	f, _ := start(t, build(t, module(t)))
	got := strings.Join(ask(t, f)[1:], " ")
	if got != "FUNCTION_TARGET=toy LOCAL_ONLY=true SETTING=value" {
		t.Errorf("got the environment %s, want only its own", got)
	}
}

func TestRestartRunsTheNewProgram(t *testing.T) {
	t.Parallel()
	root := module(t)
	f, _ := start(t, build(t, root))
	write(t, filepath.Join(root, "toy/main.go"), strings.Replace(toy, `"one"`, `"two"`, 1))
	build(t, root)
	if first := ask(t, f)[0]; !strings.HasSuffix(first, "one") {
		t.Errorf("before the restart: got %s", first)
	}
	if err := f.Restart(); err != nil {
		t.Fatal(err)
	}
	if first := ask(t, f)[0]; !strings.HasSuffix(first, "two") {
		t.Errorf("after the restart: got %s", first)
	}
}

func TestRestartKeepsTheOldProcessIfTheNewOneEnds(t *testing.T) {
	t.Parallel()
	root := module(t)
	f, _ := start(t, build(t, root))
	write(t, filepath.Join(root, "toy/main.go"), "package main\n\nfunc main() {}\n")
	build(t, root)
	if err := f.Restart(); err == nil || !strings.Contains(err.Error(), "ended before it served") {
		t.Errorf("got %v, want that the program ended before it served", err)
	}
	if first := ask(t, f)[0]; !strings.HasSuffix(first, "one") {
		t.Errorf("got %s, want the old process", first)
	}
}

func TestAddressWaitsForARevivedFunction(t *testing.T) {
	t.Parallel()
	f, problems := start(t, build(t, module(t)))
	before := ask(t, f)[0]
	pid, err := strconv.Atoi(strings.Fields(before)[0])
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	if err := <-problems; err == nil { // from here on the process is known to be dead
		t.Error("the death of the process was not reported")
	}
	if after := ask(t, f)[0]; after == before {
		t.Errorf("the dead process %s still responds", after)
	}
}

func TestBuildErrorShowsWhatTheCompilerSays(t *testing.T) {
	t.Parallel()
	root := module(t)
	write(t, filepath.Join(root, "toy/main.go"), "package main\n\nfunc main() { undefined() }\n")
	err := function.Compile(t.Context(), root, filepath.Join(root, "program"), "./toy")
	if err == nil || !strings.Contains(err.Error(), "undefined: undefined") {
		t.Errorf("got %v, want the error of the compiler", err)
	}
}
