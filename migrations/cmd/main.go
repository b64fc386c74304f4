// Command cmd applies the database's migrations: `up`, or `down` for the
// newest one back. After one has failed, `force VERSION` says which version the
// schema has. DATABASE_URL is the server's own address, not a pooler's.
package main

import (
	"fmt"
	"os"
	"strconv"

	"social.example/migrations"
)

func main() {
	if err := run(os.Args[1:], os.Getenv("DATABASE_URL")); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string, databaseURL string) error {
	if databaseURL == "" {
		return fmt.Errorf("DATABASE_URL is not set")
	}
	switch {
	case len(args) == 1 && args[0] == "up":
		return migrations.Up(databaseURL)
	case len(args) == 1 && args[0] == "down":
		return migrations.Down(databaseURL)
	case len(args) == 2 && args[0] == "force":
		if version, err := strconv.Atoi(args[1]); err == nil && version > 0 {
			return migrations.Force(databaseURL, version)
		}
	}
	return fmt.Errorf("usage: migrate up | down | force VERSION")
}
