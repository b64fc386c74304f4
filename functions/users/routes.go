package users

import (
	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/web"
)

// routes returns the function's routes. To add one, see web.Route.
func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "GET", Path: "/v1/users", Query: []string{"limit", "cursor", "offset", "search"}, Handle: auth.RequireUser(auth.FromReplica(s.list))},
		{Method: "GET", Path: "/v1/users/me", Handle: auth.RequireUser(s.me)},
		{Method: "GET", Path: "/v1/users/{id}", Handle: auth.RequireUser(auth.FromReplica(s.get))},
		{Method: "PUT", Path: "/v1/users/{id}/follow", Handle: auth.RequireUser(s.follow)},
		{Method: "PUT", Path: "/v1/users/{id}/unfollow", Handle: auth.RequireUser(s.unfollow)},
		{Method: "PUT", Path: "/v1/users/{id}/mute", Handle: auth.RequireUser(s.mute)},
		{Method: "DELETE", Path: "/v1/users/{id}/mute", Handle: auth.RequireUser(s.unmute)},
		{Method: "PUT", Path: "/v1/users/{id}/block", Handle: auth.RequireUser(s.block)},
		{Method: "DELETE", Path: "/v1/users/{id}/block", Handle: auth.RequireUser(s.unblock)},
		{Method: "GET", Path: "/v1/users/{id}/followers", Query: pagination.Parameters, Handle: auth.RequireUser(auth.FromReplica(s.followers))},
		{Method: "GET", Path: "/v1/users/{id}/following", Query: pagination.Parameters, Handle: auth.RequireUser(auth.FromReplica(s.following))},
		{Method: "GET", Path: "/v1/users/{id}/posts", Query: pagination.Parameters, Handle: auth.RequireUser(auth.FromReplica(s.listPosts))},
		{Method: "PUT", Path: "/v1/users/{id}/role", Handle: auth.RequireUser(s.assignRole)},
		{Method: "PUT", Path: "/v1/users/{id}/deactivate", Handle: auth.RequireUser(s.deactivate)},
		{Method: "PUT", Path: "/v1/users/{id}/reactivate", Handle: auth.RequireUser(s.reactivate)},
		{Method: "PUT", Path: "/v1/users/{id}/sign-out", Handle: auth.RequireUser(s.signOut)},
	}
}
