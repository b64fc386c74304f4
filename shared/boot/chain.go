package boot

import (
	"net/http"

	"social.example/shared/admission"
	"social.example/shared/gcplog"
	"social.example/shared/observe"
	"social.example/shared/web"
)

// Chain returns the handler of an HTTP function: a request is observed, shared
// with its origin, admitted, and served by its route.
func Chain(log gcplog.Config, origins admission.Origins, gate *admission.Gate, routes web.Mux) http.Handler {
	return observe.Requests(log, origins.Share(gate.Admit(routes.Serve)))
}
