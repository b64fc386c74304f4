package stream

import (
	"social.example/shared/admission"
	"social.example/shared/web"
)

func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "GET", Path: "/v1/users/feed/stream", Query: []string{"cursor"}, Handle: admission.SignedIn(s.stream)},
	}
}
