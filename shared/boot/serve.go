package boot

import (
	"net/http"
	"slices"

	"social.example/shared/auth"
	"social.example/shared/gcplog"
	"social.example/shared/observe"
	"social.example/shared/web"
)

// Serve returns an HTTP function that serves the routes behind the middleware that
// all functions share. The closers run when the function ends.
func Serve(log gcplog.Config, origins auth.Origins, gate *auth.Gate, routes web.Mux, closers ...func()) Service {
	middleware := []func(http.Handler) http.Handler{ // outermost first
		web.Timeouts,          // for the body and the response
		observe.Requests(log), // request id, log line, security headers, panics
		routes.RecordRoute,    // for the log line
		origins.CORS,          // headers and preflight responses
	}
	var handler http.Handler = gate.Authenticate(routes.Serve) // rate limit, token
	for _, wrap := range slices.Backward(middleware) {
		handler = wrap(handler)
	}
	return Service{HTTP: handler, Routes: routes, Close: closers}
}
