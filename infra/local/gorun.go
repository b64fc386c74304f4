package main

import (
	"os"
	"path/filepath"
	"strings"
	"time"

	"social.example/infra/local/process"
)

// watchGoRun calls stop when the `go run` that started us has ended. A SIGTERM, as
// make sends it, ends `go run` without reaching us.
func watchGoRun(stop func()) {
	parent := os.Getppid()
	line, err := process.CommandLine(parent)
	if program, _, _ := strings.Cut(line, " "); err != nil || filepath.Base(program) != "go" {
		return
	}
	go func() {
		for os.Getppid() == parent {
			time.Sleep(200 * time.Millisecond)
		}
		stop()
	}()
}
