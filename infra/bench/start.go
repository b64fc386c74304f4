package main

import (
	"context"
	"fmt"
	"net/http"
	"path/filepath"
	"slices"
	"syscall"
	"time"

	"social.example/infra/bench/load"
	"social.example/infra/bench/scenario"
	"social.example/infra/bench/usage"
	"social.example/infra/local/function"
	"social.example/infra/local/process"
)

// start is the time a function needs to start, and its memory.
type start struct {
	name     string
	answer   time.Duration // from exec to a response without dependencies
	working  time.Duration // from exec to a response with dependencies
	resident int64         // bytes after the number of requests in the options
}

// firstCalls are two requests to each function that is started: one that it answers
// alone, and one that needs the database or Redis.
var firstCalls = map[string]struct{ alone, working scenario.Call }{
	"hello":          {call("GET", "/", 200, 0), call("GET", "/", 200, 0)},
	"account":        {preflight("/v1/account/sessions"), call("GET", "/v1/account/sessions", 200, 1)},
	"authentication": {preflight("/v1/authentication/token"), call("PUT", "/v1/users/activate/unknown", 404, 0)},
	"docs":           {call("GET", "/v1/swagger/index.html", 200, 0), call("GET", "/v1/swagger/doc.json", 200, 0)},
	"feed":           {preflight("/v1/users/feed"), call("GET", "/v1/users/feed", 200, 1)},
	"health":         {preflight("/v1/health"), call("GET", "/v1/health", 200, 0)},
	"moderation":     {preflight("/v1/reports"), call("GET", "/v1/moderation/log", 403, 1)},
	"notifications":  {preflight("/v1/notifications"), call("GET", "/v1/notifications/unread", 200, 1)},
	"posts":          {preflight("/v1/posts/1"), call("GET", "/v1/posts/1", 200, 1)},
	"stream":         {preflight("/v1/users/feed/stream"), call("GET", "/v1/users/feed/stream?cursor=x", 400, 1)},
	"users":          {preflight("/v1/users/me"), call("GET", "/v1/users/me", 200, 1)},
}

func call(method, path string, status int, user int64) scenario.Call {
	return scenario.Call{Method: method, Path: path, Status: status, User: user}
}

// preflight returns a browser's CORS preflight request.
func preflight(path string) scenario.Call {
	return scenario.Call{
		Method: http.MethodOptions, Path: path, Status: http.StatusNoContent,
		Header: http.Header{"Origin": {"http://localhost:5173"}, "Access-Control-Request-Method": {http.MethodGet}},
	}
}

// measureStarts starts each function many times. The functions take turns, so that
// other load on the machine slows down all of them alike.
func (b *bench) measureStarts(ctx context.Context) error {
	if !b.wants("start") {
		return nil
	}
	all := slices.DeleteFunc(append([]string{"hello"}, b.system.routes.Functions()...), func(name string) bool {
		_, measured := firstCalls[name]
		return !measured
	})
	answers, works := map[string][]time.Duration{}, map[string][]time.Duration{}
	for range b.options.starts {
		for _, name := range all {
			answer, err := b.startOnce(ctx, name, firstCalls[name].alone)
			if err != nil {
				return fmt.Errorf("start %s: %w", name, err)
			}
			work, err := b.startOnce(ctx, name, firstCalls[name].working)
			if err != nil {
				return fmt.Errorf("start %s: %w", name, err)
			}
			answers[name] = append(answers[name], answer)
			works[name] = append(works[name], work)
		}
	}
	for _, name := range all {
		s := start{name: name, answer: median(answers[name]), working: median(works[name])}
		var err error
		if s.resident, err = b.measureMemory(ctx, name); err != nil {
			return err
		}
		b.say("%-16s answers after %s, works after %s, %d MB", name, milliseconds(s.answer), milliseconds(s.working), s.resident>>20)
		b.starts = append(b.starts, s)
	}
	return nil
}

func median(all []time.Duration) time.Duration {
	slices.Sort(all)
	return all[len(all)/2]
}

// startOnce returns the time from exec to the first response.
func (b *bench) startOnce(ctx context.Context, name string, c scenario.Call) (time.Duration, error) {
	port, err := process.FreePort()
	if err != nil {
		return 0, err
	}
	cmd, address := function.Command(name, filepath.Join(b.system.bin, name), port, b.system.env, b.system.quiet)
	began := time.Now()
	p, err := process.Start(cmd, syscall.SIGKILL)
	if err != nil {
		return 0, err
	}
	defer p.Stop()
	for process.Listening(address)(ctx) != nil {
		select {
		case <-p.Done():
			return 0, fmt.Errorf("it ended: %w", p.Err())
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-time.After(100 * time.Microsecond):
		}
	}
	_, err = b.world.Send(ctx, "http://"+address, c)
	return time.Since(began), err
}

// measureMemory returns the resident memory of a process after its first requests.
func (b *bench) measureMemory(ctx context.Context, name string) (int64, error) {
	started, err := b.system.spawn(ctx, name)
	if err != nil {
		return 0, err
	}
	defer started.process.Stop()
	asked := make(chan struct{}, b.requests)
	for range b.requests {
		asked <- struct{}{}
	}
	ctx, enough := context.WithCancel(ctx)
	defer enough()
	r := load.Run(ctx, load.Plan{Clients: profileClients, Window: time.Minute}, func(ctx context.Context, _ *load.Client) error {
		select {
		case <-asked:
			_, err := b.world.Send(context.WithoutCancel(ctx), started.base, firstCalls[name].working)
			return err
		default:
			enough()
			return nil
		}
	})
	return usage.Resident(started.process.PID()), r.Failure
}
