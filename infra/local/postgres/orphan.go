package postgres

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"social.example/infra/local/process"
)

// endOrphan ends a server that still runs on the data folder because its parent was
// killed. The caller must know that no one else needs the server.
func endOrphan(ctx context.Context, data string) error {
	pid, err := postmaster(data)
	if err != nil || pid == 0 {
		return err
	}
	if err := syscall.Kill(pid, syscall.SIGINT); err != nil {
		return fmt.Errorf("end the leftover PostgreSQL (process %d): %w", pid, err)
	}
	for {
		if left, err := postmaster(data); err != nil || left != pid {
			return err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("wait for the leftover PostgreSQL (process %d): %w", pid, ctx.Err())
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// postmaster returns the id of the process that serves the data folder, or 0.
// postmaster.pid can outlive a killed server, and its id may have been reused, so
// postmaster checks that the process is a server of that folder.
func postmaster(data string) (int, error) {
	text, err := os.ReadFile(filepath.Join(data, "postmaster.pid"))
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, fmt.Errorf("look for a leftover PostgreSQL: %w", err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(strings.TrimSpace(first))
	if err != nil {
		return 0, nil
	}
	line, err := process.CommandLine(pid)
	if err != nil || !strings.Contains(line, "postgres") || !strings.Contains(line, data) {
		return 0, nil
	}
	return pid, nil
}
