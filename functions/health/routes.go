package health

import "social.example/shared/web"

func (s service) routes() web.Mux {
	return web.Mux{{Method: "GET", Path: "/v1/health", Handle: web.NoQuery(s.check)}}
}
