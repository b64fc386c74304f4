package feed

import (
	"social.example/shared/admission"
	"social.example/shared/web"
)

func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "GET", Path: "/v1/users/feed", Handle: admission.SignedIn(s.list)},
	}
}
