package main

import (
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/infra/local/checkout"
)

// TestTheReadmesWalk starts the whole system, runs the README's walk in a shell,
// and expects the promised output in its order.
func TestTheReadmesWalk(t *testing.T) {
	walk := readmeWalk(t)
	t.Setenv("PORT", "0")
	t.Setenv("INBOX_PORT", "0")
	t.Setenv("WEB", "0")
	for _, name := range []string{"DATABASE_URL", "REDIS_URL"} { // a developer may have set them
		t.Setenv(name, "")
		if err := os.Unsetenv(name); err != nil {
			t.Fatal(err)
		}
	}
	addresses := runSystem(t)
	walk = strings.NewReplacer("http://localhost:8080", addresses.API, "http://localhost:8025", addresses.Inbox).Replace(walk)

	said, err := exec.CommandContext(t.Context(), "bash", "-euo", "pipefail", "-c", walk).Output()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	rest := string(said)
	for _, want := range []string{
		`"email":"nora@example.com"`, // registered
		"HTTP/1.1 204",               // activated
		`"username":"nora"`,          // signed in
		`"content":"And my first comment"`,
		`"username":"maya"`,
		"HTTP/1.1 204", // followed
		`"content":"My first post"`,
		`"tags":["hello"]`, // found
		`"data":[{`,        // the second page
	} {
		_, after, ok := strings.Cut(rest, want)
		if !ok {
			t.Fatalf("no %s in the rest of the walk's output:\n%s\nall of its output:\n%s", want, rest, said)
		}
		rest = after
	}
	if users := connected(t, addresses.DatabaseURL); users != "functions" {
		t.Errorf("the functions connect as %s, want functions", users)
	}
}

// connected returns the users that are connected to the database, except our own.
func connected(t *testing.T, database string) (users string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), database)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	err = conn.QueryRow(t.Context(), `
		SELECT string_agg(DISTINCT usename, ', ') FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`).Scan(&users)
	if err != nil {
		t.Fatal(err)
	}
	return users
}

// readmeWalk returns the shell commands of the README's walk.
func readmeWalk(t *testing.T) string {
	t.Helper()
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)## A walk through it.*?```sh\n(.*?)```").FindSubmatch(readme)
	if found == nil {
		t.Fatal("the README has no walk")
	}
	return string(found[1])
}

// runSystem runs the system as `make dev` does, in its own folder, until the test
// ends.
func runSystem(t *testing.T) checkout.Addresses {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	c := checkout.Checkout{Root: root, Local: t.TempDir()}
	if err := os.Chmod(c.Local, 0o755); err != nil { // PostgreSQL may run as another user
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- up(ctx, c) }()
	t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			t.Error(err)
		}
	})
	for {
		select {
		case err := <-ended:
			ended <- nil
			t.Fatalf("the system ended: %v", err)
		case <-time.After(50 * time.Millisecond):
		}
		var addresses checkout.Addresses
		text, err := os.ReadFile(c.Path("dev.json"))
		if err == nil && json.Unmarshal(text, &addresses) == nil {
			return addresses
		}
	}
}
