package stream

import (
	"social.example/shared/auth"
	"social.example/shared/web"
)

// routes returns the function's routes. To add one, see web.Route.
func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "GET", Path: "/v1/users/feed/stream", Query: []string{"cursor", "events"}, Handle: auth.RequireUser(s.stream)},
	}
}
