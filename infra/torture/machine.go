package main

import (
	"context"
	"fmt"
	"os"
	"regexp"
	"runtime"
	"time"

	"github.com/jackc/pgx/v5"
)

var (
	modelLine  = regexp.MustCompile(`(?m)^model name\s*: (.+)$`)
	memoryLine = regexp.MustCompile(`(?m)^MemTotal:\s*(\d+) kB$`)
)

// describeMachine returns the date and the machine of this run.
func describeMachine(ctx context.Context) string {
	text := fmt.Sprintf("%s, %d processors", time.Now().UTC().Format(time.DateOnly), runtime.NumCPU())
	if model := line(modelLine, "/proc/cpuinfo"); model != "" {
		text += " (" + model + ")"
	}
	if memory := line(memoryLine, "/proc/meminfo"); len(memory) > 6 {
		text += ", " + memory[:len(memory)-6] + " GB"
	}
	text += ", " + runtime.Version()
	if version := databaseVersion(ctx); version != "" {
		text += ", PostgreSQL " + version
	}
	return text
}

func line(pattern *regexp.Regexp, path string) string {
	text, _ := os.ReadFile(path) // missing on other systems
	if match := pattern.FindSubmatch(text); match != nil {
		return string(match[1])
	}
	return ""
}

func databaseVersion(ctx context.Context) (version string) {
	conn, err := pgx.Connect(ctx, os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		return ""
	}
	defer conn.Close(ctx)
	_ = conn.QueryRow(ctx, "SHOW server_version").Scan(&version) // on an error, the version stays empty
	return version
}
