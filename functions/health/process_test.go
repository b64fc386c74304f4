package health_test

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"net"
	"net/http"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"social.example/infra/local/function"
	"social.example/infra/local/process"
	"social.example/shared/test/figure"
	"social.example/shared/test/testdb"
)

// build compiles the function, with the functions framework, and returns the path
// of the program.
func build(t *testing.T) (program string) {
	t.Helper()
	program = filepath.Join(t.TempDir(), "health")
	if err := function.Build(t.Context(), "../..", program, "health"); err != nil {
		t.Fatal(err)
	}
	return program
}

// start runs the program until the test ends, and returns its URL once it accepts
// connections.
func start(t *testing.T, program, databaseURL string) (*process.Process, string) {
	t.Helper()
	p, address, err := function.Serve(t.Context(), "health", program, []string{"DATABASE_URL=" + databaseURL, "RATE_LIMIT_ENABLED=false"}, t.Output())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(p.Stop)
	return p, "http://" + address + "/v1/health"
}

// gate is a fake database that holds all connections until it is opened, and then
// closes them.
type gate struct {
	net.Listener
	opened  chan struct{}
	waiting atomic.Int64
}

func newGate(t *testing.T) *gate {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	g := &gate{Listener: listener, opened: make(chan struct{})}
	t.Cleanup(func() { listener.Close() })
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			g.waiting.Add(1)
			go func() {
				defer conn.Close()
				<-g.opened // then the connection closes, and the request fails
			}()
		}
	}()
	return g
}

func TestSIGTERMDropsNoRequestInFlight(t *testing.T) {
	t.Parallel()
	program := build(t)
	const rounds, requests = 5, 200
	dropped := 0
	for round := range rounds {
		var pause time.Duration
		if round == 0 {
			pause = 2 * time.Second // longer than an idle instance runs after SIGTERM
		}
		dropped += terminate(t, program, requests, pause)
	}
	figure.Report(t, "requests in flight at SIGTERM: dropped", rounds*requests, dropped)
}

// terminate sends SIGTERM to a process with this many requests in flight, which end
// after the pause. It returns how many of them got no complete response.
func terminate(t *testing.T, program string, requests int, pause time.Duration) (dropped int) {
	t.Helper()
	database := newGate(t)
	process, target := start(t, program, "postgres://social@"+database.Addr().String()+"/social?sslmode=disable")
	client := &http.Client{Transport: &http.Transport{MaxConnsPerHost: requests}}
	var answered atomic.Int64
	var group sync.WaitGroup
	for range requests {
		group.Go(func() {
			response, err := client.Get(target)
			if err != nil {
				return
			}
			defer response.Body.Close()
			var body bytes.Buffer
			_, err = body.ReadFrom(response.Body)
			if err == nil && response.StatusCode == http.StatusServiceUnavailable && strings.HasSuffix(body.String(), "}") {
				answered.Add(1)
			}
		})
	}
	const connections = 30 // the function's limit
	for range 1000 {
		if database.waiting.Load() == connections {
			break
		}
		time.Sleep(10 * time.Millisecond)
	}
	if n := database.waiting.Load(); n != connections {
		t.Errorf("%d connections are in use, want %d", n, connections)
	}
	for range 2 { // the second signal must have no effect
		if err := syscall.Kill(process.PID(), syscall.SIGTERM); err != nil {
			t.Fatal(err)
		}
	}
	time.Sleep(pause)
	close(database.opened)
	group.Wait()
	<-process.Done()
	if err := process.Err(); err != nil {
		t.Errorf("the process ended with %v", err)
	}
	return requests - int(answered.Load())
}

func TestHeadersMayBeManyButNotLarge(t *testing.T) {
	t.Parallel()
	_, target := start(t, build(t), testdb.Config(t).URL)
	many, large := http.Header{}, http.Header{}
	for i := range 1000 {
		many.Set(fmt.Sprint("X-Header-", i), "value")
	}
	large.Set("X-Header", strings.Repeat("x", 2<<20))
	for _, c := range []struct {
		header http.Header
		want   int
	}{{many, http.StatusOK}, {large, http.StatusRequestHeaderFieldsTooLarge}, {nil, http.StatusOK}} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, target, nil)
		if err != nil {
			t.Fatal(err)
		}
		maps.Copy(request.Header, c.header)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != c.want {
			t.Errorf("with %d headers: %d, want %d", len(c.header), response.StatusCode, c.want)
		}
	}
}

func TestBadSettingsEndTheProcessWithoutTheirValues(t *testing.T) {
	t.Parallel()
	program := build(t)
	good := testdb.Config(t).URL
	for name, env := range map[string][]string{
		"DATABASE_URL is not set":             {"REDIS_URL=redis://:s3cret@127.0.0.1:6379"},
		"DATABASE_URL is not a PostgreSQL":    {"DATABASE_URL=postgres://social:s3cret@db:port/social"},
		"REDIS_URL is not a redis://":         {"DATABASE_URL=" + good, "REDIS_URL=http://:s3cret@127.0.0.1"},
		"RATE_LIMIT_REQUESTS is not a valid":  {"DATABASE_URL=" + good, "RATE_LIMIT_REQUESTS=s3cret"},
		"RATE_LIMIT_WINDOW is not a valid":    {"DATABASE_URL=" + good, "RATE_LIMIT_WINDOW=5"},
		"DATABASE_QUERY_MODE is not a valid":  {"DATABASE_URL=" + good, "DATABASE_QUERY_MODE=describe_exec"},
		"RATE_LIMIT_REQUESTS and RATE_LIMIT_": {"DATABASE_URL=" + good, "RATE_LIMIT_REQUESTS=0"},
	} {
		command := exec.CommandContext(t.Context(), program)
		command.Env = append(env, "FUNCTION_TARGET=health")
		out, err := command.CombinedOutput()
		if exit, ok := errors.AsType[*exec.ExitError](err); !ok || exit.ExitCode() != 1 {
			t.Errorf("%s: the process ended with %v, want exit status 1", name, err)
		}
		if !strings.Contains(string(out), name) || strings.Contains(string(out), "s3cret") {
			t.Errorf("%s: the process printed %s, want the name of the setting without its value", name, out)
		}
	}
}
