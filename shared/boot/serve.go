package boot

import (
	"social.example/shared/admission"
	"social.example/shared/gcplog"
	"social.example/shared/observe"
	"social.example/shared/web"
)

// Serve returns an HTTP function of these routes: a request gets its time, is
// observed, shared with its origin, admitted, and served by its route.
func Serve(log gcplog.Config, origins admission.Origins, gate *admission.Gate, routes web.Mux, closers ...func()) Service {
	return Service{
		HTTP:   web.Timely(observe.Requests(log, routes.Note(origins.Share(gate.Admit(routes.Serve))))),
		Routes: routes,
		Close:  closers,
	}
}
