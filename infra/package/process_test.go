package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os/exec"
	"strings"
	"syscall"
	"testing"
	"time"
)

const startTime = 20 * time.Second

// serve starts the program with only the settings as its environment and returns
// its address once it listens. The test stops it with SIGTERM, as Cloud Run does.
func serve(t *testing.T, program string, settings []string) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	var output bytes.Buffer
	command := exec.Command(program)
	command.Env = append(settings, "PORT="+address[strings.LastIndex(address, ":")+1:])
	command.Stdout, command.Stderr = &output, &output
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = command.Process.Signal(syscall.SIGTERM)
		if err := command.Wait(); err != nil {
			t.Errorf("SIGTERM ended it with %v\n%s", err, &output)
		}
	})
	for deadline := time.Now().Add(startTime); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		if connection, err := net.Dial("tcp", address); err == nil {
			_ = connection.Close()
			return "http://" + address
		}
	}
	t.Fatal("the program does not listen")
	return ""
}

// refuseStart runs the program without one of its settings, expects exit code 1,
// and returns the output.
func refuseStart(t *testing.T, program string, settings []string, missing string, args ...string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, args...)
	for _, s := range settings {
		if !strings.HasPrefix(s, missing+"=") {
			command.Env = append(command.Env, s)
		}
	}
	output, err := command.CombinedOutput()
	if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 1 {
		t.Fatalf("without %s it ended with %v, want exit code 1", missing, err)
	}
	return string(output)
}

// ask sends a request and returns the response's status and body.
func ask(t *testing.T, method, address string, header http.Header, body string) (int, string) {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	request.Header = header
	answer, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer.StatusCode, fmt.Sprintf("%d %s", answer.StatusCode, text)
}

// migrate applies all migrations twice; the second run finds nothing to do.
func migrate(t *testing.T, program, databaseURL string) {
	t.Helper()
	for range 2 {
		command := exec.CommandContext(t.Context(), program, "up")
		command.Env = []string{"DATABASE_URL=" + databaseURL}
		if output, err := command.CombinedOutput(); err != nil {
			t.Fatalf("%v\n%s", err, output)
		}
	}
}
