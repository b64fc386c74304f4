package notifications

import (
	"social.example/shared/auth"
	"social.example/shared/web"
)

// routes returns the function's routes. To add one, see web.Route.
func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "GET", Path: "/v1/notifications", Query: []string{"limit", "cursor", "kinds"}, Handle: auth.RequireUser(auth.FromReplica(s.list))},
		{Method: "GET", Path: "/v1/notifications/unread", Handle: auth.RequireUser(auth.FromReplica(s.unread))},
		{Method: "PUT", Path: "/v1/notifications/read", Handle: auth.RequireUser(s.markRead)},
		{Method: "GET", Path: "/v1/notifications/settings", Handle: auth.RequireUser(s.settings)},
		{Method: "PATCH", Path: "/v1/notifications/settings", Handle: auth.RequireUser(s.editSettings)},
		{Method: "POST", Path: "/v1/notifications/unsubscribe/{token}", Handle: web.NoQuery(s.unsubscribe)},
	}
}
