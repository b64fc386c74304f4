// Package boot starts a function and ends it. Each deployed process is one
// function, registered in the init of its entry package.
package boot

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"

	"github.com/cloudevents/sdk-go/v2/event"

	"social.example/shared/gcplog"
	"social.example/shared/web"
)

// Service is a function ready to serve, with what it holds open.
type Service struct {
	HTTP   http.Handler                             // of an HTTP function
	Routes web.Mux                                  // of an HTTP function
	Event  func(context.Context, event.Event) error // of an event function
	Stop   func()                                   // ends requests that go on for long; nil: it has none
	Close  []func()                                 // run when the last request is over, the last first
}

// HTTP builds an HTTP function and serves it on PORT. If that fails it ends the
// process with the reason, so that it is the deployment that fails and not its
// requests.
//
// The framework's own server has no limits of time or size, can't be shut down
// and redirects paths before the function sees them. It reads PORT after this and
// finds any free port there, where nobody looks for it. It gets the function too,
// for whoever starts it elsewhere.
func HTTP(build func() (Service, error)) http.HandlerFunc {
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

// Event builds an event function, which the framework serves. If that fails it
// ends the process as HTTP does.
func Event(build func() (Service, error)) func(context.Context, event.Event) error {
	service := start(build)
	d := &drain{}
	endOnSignal(service, func() { d.wait(drainTime) })
	return func(ctx context.Context, e event.Event) error {
		defer d.enter()()
		return service.Event(ctx, e)
	}
}

func start(build func() (Service, error)) Service {
	slog.SetDefault(gcplog.New(os.Stdout))
	service, err := build()
	if err != nil {
		fail(err)
	}
	return service
}

func fail(err error) {
	slog.Error("the function can't serve", slog.Any("error", err))
	os.Exit(1)
}

// endOnSignal ends the process when the platform says so and wait has returned,
// which waits for the requests in flight.
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
