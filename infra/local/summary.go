package main

import (
	"fmt"
	"strings"
	"text/tabwriter"

	"social.example/infra/local/demo"
)

// summarize prints the addresses and the demo accounts.
func (s *system) summarize() error {
	people, err := demo.People()
	if err != nil {
		return err
	}
	var text strings.Builder
	table := tabwriter.NewWriter(&text, 0, 0, 2, ' ', 0)
	row := func(cells ...string) { fmt.Fprintln(table, "  "+strings.Join(cells, "\t")) }
	row()
	row("API", s.addresses.API+"/v1")
	row("Swagger UI", s.addresses.API+"/v1/swagger/index.html")
	row("Inbox", s.addresses.Inbox)
	row("PostgreSQL", s.addresses.DatabaseURL)
	row("Redis", s.addresses.RedisURL)
	row()
	for _, p := range people[:3] {
		row(p.Email, demo.Password, p.Role)
	}
	row()
	row("All demo accounts have that password. Ctrl-C stops the system.")
	row()
	if err := table.Flush(); err != nil {
		return fmt.Errorf("print the summary: %w", err)
	}
	s.console.Print(text.String())
	return nil
}
