// Package boot starts and stops a function. Each deployed process runs one function,
// registered in the init of its entry package.
package boot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/cloudevents/sdk-go/v2/event"

	"social.example/shared/gcplog"
	"social.example/shared/web"
)

// Service is a function that is ready to serve, with the resources that it holds.
type Service struct {
	HTTP   http.Handler                             // set for an HTTP function
	Routes web.Mux                                  // set for an HTTP function
	Event  func(context.Context, event.Event) error // set for an event function
	Stop   func()                                   // ends long-running requests; may be nil
	Close  []func()                                 // run in reverse order after the last request
}

// HTTP builds an HTTP function from its settings in the environment and serves it on
// PORT. On an error it logs the reason and exits, so that the deployment fails instead of
// its requests.
//
// The framework's own server sets no timeouts or size limits, can't be shut down,
// and redirects paths before the function sees them. It reads PORT after HTTP
// returns; HTTP sets PORT to 0 so that the framework's server listens on an unused
// port. HTTP returns the handler because the framework must register one.
func HTTP[C any](build func(C) (Service, error)) http.HandlerFunc {
	service := start(build)
	listener, err := listen()
	if err == nil {
		err = os.Setenv("PORT", "0")
	}
	if err != nil {
		fail(err)
	}
	d := &drain{}
	server := web.NewServer(d.count(service.HTTP))
	go func() {
		if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			fail(err)
		}
	}()
	endOnSignal(service, func() {
		d.wait(drainTime)
		shutDown(server)
	})
	return service.HTTP.ServeHTTP
}

// Event builds an event function from its settings in the environment. The framework
// serves it. On an error Event exits as HTTP does.
func Event[C any](build func(C) (Service, error)) func(context.Context, event.Event) error {
	service := start(build)
	d := &drain{}
	endOnSignal(service, func() { d.wait(drainTime) })
	return func(ctx context.Context, e event.Event) error {
		defer d.enter()()
		return service.Event(ctx, e)
	}
}

func start[C any](build func(C) (Service, error)) Service {
	collectLess()
	slog.SetDefault(gcplog.New(os.Stdout))
	service, err := configure(build)
	if err != nil {
		fail(err)
	}
	return service
}

// garbagePercent is the percentage by which the heap grows before garbage is collected.
// A function keeps a few megabytes, so with Go's default of 100 it would collect after
// every few hundred requests. GOMEMLIMIT, which the deployment sets, still bounds the
// heap.
const garbagePercent = 200

// collectLess sets garbagePercent, unless GOGC is set to something other than 100.
func collectLess() {
	const standard = 100
	if given := debug.SetGCPercent(garbagePercent); given != standard {
		debug.SetGCPercent(given)
	}
}

func fail(err error) {
	slog.Error("the function can't serve", slog.Any("error", err))
	os.Exit(1)
}

// endOnSignal ends the process on SIGTERM or SIGINT, after wait has returned. wait
// blocks until the requests in flight are done.
func endOnSignal(service Service, wait func()) {
	terminated := make(chan os.Signal, 1)
	signal.Notify(terminated, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-terminated
		if service.Stop != nil {
			service.Stop()
		}
		wait()
		closeAll(service.Close, closeTime)
		os.Exit(0)
	}()
}
