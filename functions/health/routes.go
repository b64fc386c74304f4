package health

import "social.example/shared/web"

// routes returns the function's routes. To add one, see web.Route.
func (s service) routes() web.Mux {
	return web.Mux{{Method: "GET", Path: "/v1/health", Handle: web.NoQuery(s.check)}}
}
