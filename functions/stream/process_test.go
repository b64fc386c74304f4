package stream

import (
	"encoding/base64"
	"errors"
	"io"
	"net"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"social.example/infra/local/function"
	"social.example/shared/live"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

// start runs the function as a process under the functions framework, and
// returns its URL once it accepts connections.
func start(t *testing.T, c Config) (*exec.Cmd, string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "stream")
	if err := function.Build(t.Context(), "../..", program, "stream"); err != nil {
		t.Fatal(err)
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	command := exec.Command(program)
	command.Env = []string{
		"FUNCTION_TARGET=stream", "LOCAL_ONLY=true", "PORT=" + address[strings.LastIndex(address, ":")+1:],
		"DATABASE_URL=" + c.Postgres.URL, "REDIS_URL=" + c.Redis.URL, "RATE_LIMIT_ENABLED=false",
		"JWT_KEYS=k1:" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))),
		"JWT_ISSUER=" + c.Tokens.Issuer, "JWT_AUDIENCE=" + c.Tokens.Audience, "JWT_TTL=" + c.Tokens.TTL.String(),
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = command.Process.Kill() })
	for range 1000 {
		if conn, err := net.Dial("tcp", address); err == nil {
			conn.Close()
			return command, "http://" + address
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Fatal("the process does not listen")
	return nil, ""
}

// TestSIGTERMEndsStreamsInOrder fails if the process waits for its streams and then
// cuts them off: they would not end with io.EOF.
func TestSIGTERMEndsStreamsInOrder(t *testing.T) {
	t.Parallel()
	const each = 50
	streams := figure.Size(each, 1000)
	c := testConfig(t)
	tester := serve(t, c, live.DefaultLimits)
	process, url := start(t, c)
	author := factory.User(t, tester.db, social.Member)
	var ends []<-chan error
	var listeners []*listener
	for range streams / each {
		viewer := factory.User(t, tester.db, social.Member)
		factory.Follow(t, tester.db, viewer, author)
		token := apitest.Token(t, viewer.ID)
		for range each {
			l := newListener(t, token)
			ends, listeners = append(ends, l.start(url, "")), append(listeners, l)
		}
	}
	post := tester.post(t, author)
	for _, l := range listeners {
		l.want(post.ID)
	}
	if err := process.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	broken := 0
	for _, end := range ends {
		if err := <-end; !errors.Is(err, io.EOF) {
			broken++
		}
	}
	if err := process.Wait(); err != nil {
		t.Error(err)
	}
	figure.Report(t, "streams open at SIGTERM: broken", streams, broken)
}
