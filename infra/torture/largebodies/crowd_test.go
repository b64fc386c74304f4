package largebodies_test

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"social.example/infra/torture/api"
)

// crowd is many clients that call one operation concurrently.
type crowd struct {
	address, token string
	call           api.Call
}

// send sends n bodies concurrently: first all but the last byte of each, then all
// the last bytes at once. It returns how many got a 5xx or no response.
func (c crowd) send(t *testing.T, n int, bodies []string) int {
	t.Helper()
	var failed atomic.Int64
	var here, all sync.WaitGroup
	here.Add(n)
	for i := range n {
		all.Go(func() {
			if err := c.one(bodies[i%len(bodies)], &here); err != nil {
				failed.Add(1)
				t.Errorf("%s: %v", c.call.Operation, err)
			}
		})
	}
	all.Wait()
	return int(failed.Load())
}

func (c crowd) one(body string, here *sync.WaitGroup) error {
	arrive := sync.OnceFunc(here.Done)
	defer arrive()
	conn, err := net.Dial("tcp", c.address)
	if err != nil {
		return err
	}
	defer conn.Close()
	_ = conn.SetDeadline(time.Now().Add(time.Minute))
	_, _ = fmt.Fprintf(conn, "%s %s HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s",
		c.call.Method, c.call.Path, c.token, len(body), body[:len(body)-1])
	arrive()
	here.Wait()
	_, _ = io.WriteString(conn, body[len(body)-1:]) // the response may already have been sent
	response, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, response.Body); err != nil {
		return err
	}
	if response.StatusCode >= http.StatusInternalServerError {
		return errors.New(response.Status)
	}
	return nil
}
