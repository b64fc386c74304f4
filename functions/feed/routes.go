package feed

import (
	"social.example/shared/auth"
	"social.example/shared/web"
)

var feedQuery = []string{"limit", "cursor", "offset", "sort", "tags", "search", "since", "until"}

// routes returns the function's routes. To add one, see web.Route.
func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "GET", Path: "/v1/users/feed", Query: feedQuery, Handle: auth.RequireUser(auth.FromReplica(s.list))},
	}
}
