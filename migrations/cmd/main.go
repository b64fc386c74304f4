// Command cmd applies the migrations of the database: `up` applies all, `down`
// reverts the newest. After a failed migration, `force VERSION` sets the version of
// the schema. DATABASE_URL must be the address of the server itself, not of a
// pooler. DATABASE_CA has the authorities of its certificate.
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
	migrations.Log, migrations.CA = os.Stdout, os.Getenv("DATABASE_CA")
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
