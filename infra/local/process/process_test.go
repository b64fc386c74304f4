package process_test

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"social.example/infra/local/process"
)

// script starts a shell script and returns it with its output lines.
func script(t *testing.T, text string) (*process.Process, *bufio.Scanner) {
	t.Helper()
	reader, writer, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("sh", "-c", text)
	cmd.Stdout = writer
	p, err := process.Start(cmd, syscall.SIGTERM)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		p.Stop()
		_ = reader.Close()
	})
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	return p, bufio.NewScanner(reader)
}

func TestStopEndsTheWholeGroup(t *testing.T) {
	t.Parallel()
	p, lines := script(t, `sh -c 'trap "" TERM; echo ready; while :; do sleep 0.1; done' & wait`)
	if !lines.Scan() {
		t.Fatal("the child does not start")
	}
	p.Stop()
	if lines.Scan() { // the pipe ends only when the child, which ignores SIGTERM, has been killed
		t.Errorf("got %q, want no output", lines.Text())
	}
}

func TestStopIsAllowedTwice(t *testing.T) {
	t.Parallel()
	p, _ := script(t, "exec sleep 100")
	p.Stop()
	p.Stop()
	if exit, ok := errors.AsType[*exec.ExitError](p.Err()); !ok || exit.Sys().(syscall.WaitStatus).Signal() != syscall.SIGTERM {
		t.Errorf("got %v, want the signal", p.Err())
	}
}

func TestServeReportsThatTheProgramEnded(t *testing.T) {
	t.Parallel()
	never := func(context.Context) error { return errors.New("not yet") }
	_, err := process.Serve(t.Context(), exec.Command("sh", "-c", "exit 3"), syscall.SIGTERM, never)
	if err == nil || !strings.Contains(err.Error(), "exit status 3") {
		t.Errorf("got %v, want exit status 3", err)
	}
}

func TestCommandLine(t *testing.T) {
	t.Parallel()
	line, err := process.CommandLine(os.Getpid())
	if err != nil || !strings.HasPrefix(line, os.Args[0]) {
		t.Errorf("got %q, %v, want a line that begins with %q", line, err, os.Args[0])
	}
	if line, err := process.CommandLine(1 << 30); err == nil {
		t.Errorf("a process that does not exist is %q", line)
	}
}

// TestMain lets the test binary also act as the parent process that
// TestKilledParentLeavesNothingBehind kills.
func TestMain(m *testing.M) {
	if os.Getenv("PROCESS_TEST_PARENT") == "" {
		os.Exit(m.Run())
	}
	cmd := exec.Command("sleep", "1000")
	if _, err := process.Start(cmd, syscall.SIGTERM); err != nil {
		panic(err)
	}
	_, _ = io.WriteString(os.Stdout, strconv.Itoa(cmd.Process.Pid)+"\n")
	time.Sleep(time.Hour)
}
