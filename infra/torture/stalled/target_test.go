package stalled_test

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"social.example/infra/torture/system"
)

// target is a server to connect to.
type target struct {
	name, address, token string

	stalled string // method and path of a request that may have a body
	large   string // path with a response larger than any socket buffer; empty: none
	probe   string // path that others request
	status  int    // the status that they must get; 0: 200
}

// stall opens this many connections at once, equally many of each kind, and returns
// how many of them were still open after the longest time.
func (to target) stall(t *testing.T, connections int) int64 {
	t.Helper()
	var all sync.WaitGroup
	var held atomic.Int64
	kinds := to.kinds()
	for n := range connections {
		kind := kinds[n%len(kinds)]
		all.Go(func() {
			conn, err := net.Dial("tcp", to.address)
			if err != nil {
				t.Errorf("%s: %v", to.name, err)
				return
			}
			defer conn.Close()
			_ = conn.(*net.TCPConn).SetReadBuffer(4096) // a larger buffer takes long to fill
			if !kind.ended(conn) {
				held.Add(1)
				t.Errorf("%s holds a connection: %s", to.name, kind.name)
			}
		})
	}
	all.Wait()
	return held.Load()
}

// requestAsOthers repeats the target's probe until stop is called.
func (to target) requestAsOthers(t *testing.T, sent, unanswered *atomic.Int64) (stop func()) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	var asking sync.WaitGroup
	for range 2 {
		asking.Go(func() {
			for ctx.Err() == nil {
				sent.Add(1)
				if err := to.request(); err != nil {
					unanswered.Add(1)
					t.Errorf("%s: %v", to.name, err)
				}
				time.Sleep(20 * time.Millisecond)
			}
		})
	}
	return func() {
		cancel()
		asking.Wait()
	}
}

func (to target) request() error {
	request, err := http.NewRequest(http.MethodGet, "http://"+to.address+to.probe, nil)
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+to.token)
	response, err := system.Client.Do(request)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	_, err = io.Copy(io.Discard, response.Body)
	if want := cmp.Or(to.status, http.StatusOK); err == nil && response.StatusCode != want {
		return fmt.Errorf("%s, want %d", response.Status, want)
	}
	return err
}
