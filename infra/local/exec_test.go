package main

import (
	"errors"
	"os"
	"testing"

	"social.example/infra/local/checkout"
)

func TestParseExec(t *testing.T) {
	t.Parallel()
	o, err := parseExec([]string{"-redis=server", "-pooler", "--", "go", "test", "-race"})
	if err != nil || o.redis != "server" || !o.pooler || len(o.command) != 3 {
		t.Errorf("got %+v, %v, want a redis-server, a pooler and go test -race", o, err)
	}
	for _, args := range [][]string{nil, {"--"}, {"-redis=other", "true"}, {"-unknown", "true"}} {
		if _, err := parseExec(args); err == nil {
			t.Errorf("%q was accepted", args)
		}
	}
}

func TestExecPassesOnTheExitCodeAndCleansUp(t *testing.T) {
	t.Setenv("TEST_DATABASE_URL", "postgres://somewhere/test")
	c, err := checkout.At(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	err = execute(t.Context(), c, []string{"--", "sh", "-c", `test "$TEST_DATABASE_URL" = postgres://somewhere/test && exit 7`})
	if command, ok := errors.AsType[*commandError](err); !ok || command.code != 7 {
		t.Errorf("got %v, want exit code 7", err)
	}
	left, err := os.ReadDir(c.Local)
	if err != nil || len(left) != 0 {
		t.Errorf("left behind: %v, %v; want nothing", left, err)
	}
}

func TestAKilledRunsFolderIsRemoved(t *testing.T) {
	t.Parallel()
	c, err := checkout.At(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	dead := c.Path("test-1073741824") // more than any process id
	if err := os.Mkdir(dead, 0o755); err != nil {
		t.Fatal(err)
	}
	s, err := newServices(c)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
	if _, err := os.Stat(dead); !os.IsNotExist(err) {
		t.Errorf("got %v, want no folder", err)
	}
}
