package stream

import (
	"encoding/base64"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"social.example/infra/local/function"
	"social.example/infra/local/process"
	"social.example/shared/live"
	"social.example/shared/social"
	"social.example/shared/test/apitest"
	"social.example/shared/test/factory"
	"social.example/shared/test/figure"
)

// start runs the function as a process under the functions framework, and
// returns its URL once it accepts connections.
func start(t *testing.T, c Config) (*process.Process, string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "stream")
	if err := function.Build(t.Context(), "../..", program, "stream"); err != nil {
		t.Fatal(err)
	}
	p, address, err := function.Serve(t.Context(), "stream", program, []string{
		"DATABASE_URL=" + c.Postgres.URL, "REDIS_URL=" + c.Redis.URL, "RATE_LIMIT_ENABLED=false",
		"JWT_KEYS=k1:" + base64.StdEncoding.EncodeToString([]byte(strings.Repeat("k", 32))),
		"JWT_ISSUER=" + c.Tokens.Issuer, "JWT_AUDIENCE=" + c.Tokens.Audience, "JWT_TTL=" + c.Tokens.TTL.String(),
	}, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return p, "http://" + address
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
	if err := syscall.Kill(process.PID(), syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	broken := 0
	for _, end := range ends {
		if err := <-end; !errors.Is(err, io.EOF) {
			broken++
		}
	}
	<-process.Done()
	if err := process.Err(); err != nil {
		t.Error(err)
	}
	figure.Report(t, "streams open at SIGTERM: broken", streams, broken)
}
