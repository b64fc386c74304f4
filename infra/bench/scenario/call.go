package scenario

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"strconv"
	"time"

	"social.example/infra/bench/load"
)

// Call is a request and its expected response.
type Call struct {
	Method string
	Path   string
	Header http.Header // nil: none of its own
	Body   any         // nil: none
	User   int64       // 0: not signed in
	Status int
	Check  func(body []byte) error // nil: check only the status
	Keep   func(body []byte) error // gets each response, also those that are not checked; nil: none is kept
	// Obeys makes a client that is refused for now (429, 503) wait as long as the
	// response says, and send the request again. The wait counts.
	Obeys bool
}

// Baseline is what a scenario's throughput is compared with.
type Baseline string

// The baselines, by their names in the table.
const (
	JSON   Baseline = "baseline: plain JSON over net/http"
	Bcrypt Baseline = "baseline: one bcrypt comparison"
)

// Scenario is one kind of request that clients send.
type Scenario struct {
	Name     string
	Writes   bool
	Baseline Baseline
	Prepare  func(context.Context) error // nil: no preparation
	Next     func(*load.Client) Call
}

// client keeps one open connection per load client.
var client = &http.Client{
	Transport: &http.Transport{MaxIdleConns: 1024, MaxIdleConnsPerHost: 1024, DisableCompression: true},
	Timeout:   30 * time.Second,
}

// Ask sends the scenario's next call and checks the response.
func (w *World) Ask(ctx context.Context, s Scenario, c *load.Client) error {
	call := s.Next(c)
	return w.askAt(ctx, w.Base(call.Path), call, c.Check)
}

// askAt sends a call to the process at base and checks the response.
func (w *World) askAt(ctx context.Context, base string, call Call, check bool) error {
	body, err := w.Send(ctx, base, call)
	for call.Obeys {
		later, refused := errors.AsType[*refusal](err)
		if !refused || !sleep(ctx, later.wait) {
			break
		}
		body, err = w.Send(ctx, base, call)
	}
	if err == nil && check && call.Check != nil {
		err = call.Check(body)
	}
	if err == nil && call.Keep != nil {
		err = call.Keep(body)
	}
	if err != nil {
		return fmt.Errorf("%s %s: %w", call.Method, call.Path, err)
	}
	return nil
}

func (w *World) send(ctx context.Context, call Call) ([]byte, error) {
	return w.Send(ctx, w.Base(call.Path), call)
}

// Send sends a call to the process at base and returns the response body.
func (w *World) Send(ctx context.Context, base string, call Call) ([]byte, error) {
	r, err := w.request(ctx, base, call)
	if err != nil {
		return nil, err
	}
	return Do(r, call.Status)
}

// Open sends a call and returns its streaming response body. The body ends when ctx
// does or the caller closes it.
func (w *World) Open(ctx context.Context, base string, call Call) (io.ReadCloser, error) {
	r, err := w.request(ctx, base, call)
	if err != nil {
		return nil, err
	}
	endless := *client
	endless.Timeout = 0
	answer, err := endless.Do(r)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != call.Status {
		answer.Body.Close()
		return nil, fmt.Errorf("status %d, want %d", answer.StatusCode, call.Status)
	}
	return answer.Body, nil
}

func (w *World) request(ctx context.Context, base string, call Call) (*http.Request, error) {
	var content io.Reader
	if call.Body != nil {
		text, err := json.Marshal(call.Body)
		if err != nil {
			return nil, err
		}
		content = bytes.NewReader(text)
	}
	r, err := http.NewRequestWithContext(ctx, call.Method, base+call.Path, content)
	if err != nil {
		return nil, err
	}
	maps.Copy(r.Header, call.Header)
	if call.Body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if call.User != 0 {
		token, err := w.token(call.User)
		if err != nil {
			return nil, err
		}
		r.Header.Set("Authorization", "Bearer "+token)
	}
	return r, nil
}

// Do sends a request and returns the response body, or an error if the status
// differs.
func Do(r *http.Request, status int) ([]byte, error) {
	answer, err := client.Do(r)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil {
		return nil, err
	}
	if answer.StatusCode != status {
		err := fmt.Errorf("status %d, want %d: %s", answer.StatusCode, status, body)
		seconds, unclear := strconv.Atoi(answer.Header.Get("Retry-After"))
		isForNow := answer.StatusCode == http.StatusTooManyRequests || answer.StatusCode == http.StatusServiceUnavailable
		if isForNow && unclear == nil {
			err = &refusal{err, time.Duration(seconds) * time.Second}
		}
		return nil, err
	}
	return body, nil
}

// refusal is the error of a response that asks the client to try again later.
type refusal struct {
	error
	wait time.Duration
}

// sleep waits. It returns false if ctx ends first.
func sleep(ctx context.Context, wait time.Duration) bool {
	select {
	case <-ctx.Done():
		return false
	case <-time.After(wait):
		return true
	}
}

// answer is the envelope of successful responses.
type answer[T any] struct {
	Data T       `json:"data"`
	Next *string `json:"next_cursor"`
}

func parse[T any](body []byte) (answer[T], error) {
	var a answer[T]
	return a, json.Unmarshal(body, &a)
}

// checkData returns a check of the data in a response's body.
func checkData[T any](check func(T) error) func(body []byte) error {
	return func(body []byte) error {
		a, err := parse[T](body)
		if err != nil {
			return err
		}
		return check(a.Data)
	}
}
