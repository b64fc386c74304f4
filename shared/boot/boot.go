// Package boot starts a function and ends it. Each deployed process is one
// function, registered in the init of its entry package.
package boot

import (
	"context"
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

// HTTP builds an HTTP function. If that fails it ends the process with the
// reason, so that it is the deployment that fails and not its requests.
func HTTP(build func() (Service, error)) http.HandlerFunc {
	service, drain := start(build)
	return func(w http.ResponseWriter, r *http.Request) {
		defer drain.enter()()
		service.HTTP.ServeHTTP(w, r)
	}
}

// Event builds an event function, as HTTP does.
func Event(build func() (Service, error)) func(context.Context, event.Event) error {
	service, drain := start(build)
	return func(ctx context.Context, e event.Event) error {
		defer drain.enter()()
		return service.Event(ctx, e)
	}
}

func start(build func() (Service, error)) (Service, *drain) {
	slog.SetDefault(gcplog.New(os.Stdout))
	service, err := build()
	if err != nil {
		slog.Error("the function can't start", slog.Any("error", err))
		os.Exit(1)
	}
	d := &drain{}
	terminated := make(chan os.Signal, 1)
	signal.Notify(terminated, syscall.SIGTERM, syscall.SIGINT)
	go func() {
		<-terminated
		if service.Stop != nil {
			service.Stop()
		}
		d.wait(drainTime)
		closeAll(service.Close, closeTime)
		os.Exit(0)
	}()
	return service, d
}
