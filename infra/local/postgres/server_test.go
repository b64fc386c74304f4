package postgres_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"

	"social.example/infra/local/postgres"
)

// find returns this machine's programs.
func find(t *testing.T) postgres.Programs {
	t.Helper()
	programs, err := postgres.FindAny(t.Context(), t.Logf)
	if err != nil {
		t.Fatal(err)
	}
	return programs
}

func start(t *testing.T, parent string) *postgres.Server {
	t.Helper()
	server, err := postgres.Start(t.Context(), find(t), parent, t.Output(), func(error) {})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(server.Close)
	return server
}

func connect(t *testing.T, url string) *pgx.Conn {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close(context.WithoutCancel(t.Context())) })
	return conn
}

func count(t *testing.T, conn *pgx.Conn) (n int) {
	t.Helper()
	if err := conn.QueryRow(t.Context(), `SELECT count(*) FROM kept`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestServerKnowsTheLettersOfAllLanguages(t *testing.T) {
	t.Parallel()
	conn := connect(t, start(t, t.TempDir()).Maintenance())
	_, err := conn.Exec(t.Context(), `CREATE EXTENSION citext; CREATE EXTENSION pg_trgm`)
	if err != nil {
		t.Fatal(err)
	}
	var same, trigrams bool
	err = conn.QueryRow(t.Context(), `SELECT 'ÉLAN'::citext = 'élan', cardinality(show_trgm('שלום')) > 0`).Scan(&same, &trigrams)
	if err != nil {
		t.Fatal(err)
	}
	if !same || !trigrams {
		t.Errorf("citext: %v, pg_trgm: %v, want both to know the letters", same, trigrams)
	}
}

func TestDataOutlivesTheServerAndItsCrash(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	first := start(t, parent)
	database, err := first.Database(t.Context(), "social")
	if err != nil {
		t.Fatal(err)
	}
	url := database.Owner
	if _, err := connect(t, url).Exec(t.Context(), `CREATE TABLE kept AS SELECT 1`); err != nil {
		t.Fatal(err)
	}
	kill(t, parent, syscall.SIGKILL)
	for { // it restarts on the same port
		conn, err := pgx.Connect(t.Context(), url)
		if err == nil {
			if n := count(t, conn); n != 1 {
				t.Errorf("%d rows are left, want 1", n)
			}
			_ = conn.Close(t.Context())
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	first.Close()

	database, err = start(t, parent).Database(t.Context(), "social")
	if err != nil {
		t.Fatal(err)
	}
	if n := count(t, connect(t, database.Owner)); n != 1 {
		t.Errorf("after a restart: %d rows are left, want 1", n)
	}
}

func TestADatabaseKeepsItsOwner(t *testing.T) {
	t.Parallel()
	server := start(t, t.TempDir())
	if _, err := connect(t, server.Maintenance()).Exec(t.Context(), `CREATE DATABASE older`); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{"social": "owner", "older": "postgres"} {
		for range 2 { // the second time it exists
			database, err := server.Database(t.Context(), name)
			if err != nil {
				t.Fatal(err)
			}
			for address, want := range map[string]string{database.Owner: want, database.Functions: "functions"} {
				var user string
				err := connect(t, address).QueryRow(t.Context(), `SELECT current_user`).Scan(&user)
				if err != nil || user != want {
					t.Errorf("%s: connected as %s, %v; want %s", name, user, err, want)
				}
			}
		}
	}
}

func TestHalfMadeDataFolderIsMadeAnew(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	start(t, parent).Close()
	whole := folder(t, parent)
	if err := os.Rename(whole, whole+".init"); err != nil { // as a killed initdb leaves it
		t.Fatal(err)
	}
	start(t, parent)
	if folder(t, parent) != whole {
		t.Errorf("got the folder %s, want %s", folder(t, parent), whole)
	}
}

// folder returns the data folder in parent.
func folder(t *testing.T, parent string) string {
	t.Helper()
	found, err := filepath.Glob(filepath.Join(parent, "postgres-*"))
	if err != nil || len(found) != 1 {
		t.Fatalf("got %v, %v, want one folder", found, err)
	}
	return found[0]
}

func kill(t *testing.T, parent string, signal syscall.Signal) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder(t, parent), "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	if err := syscall.Kill(pid, signal); err != nil {
		t.Fatal(err)
	}
}
