package feed

import (
	"social.example/shared/admission"
	"social.example/shared/web"
)

var feedQuery = []string{"limit", "cursor", "offset", "sort", "tags", "search", "since", "until"}

func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "GET", Path: "/v1/users/feed", Query: feedQuery, Handle: admission.SignedIn(s.list)},
	}
}
