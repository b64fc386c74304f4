// Command cmd applies the database's migrations: `up`, or `down` for the
// newest one back. DATABASE_URL is the server's own address, not a pooler's.
package main

import (
	"fmt"
	"os"

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
	if len(args) == 1 {
		switch args[0] {
		case "up":
			return migrations.Up(databaseURL)
		case "down":
			return migrations.Down(databaseURL)
		}
	}
	return fmt.Errorf("usage: migrate up|down")
}
