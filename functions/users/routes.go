package users

import (
	"social.example/shared/admission"
	"social.example/shared/web"
)

// page are the parameters of a list that has no others.
var page = []string{"limit", "cursor"}

func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "GET", Path: "/v1/users", Query: []string{"limit", "cursor", "offset", "search"}, Handle: admission.SignedIn(s.list)},
		{Method: "GET", Path: "/v1/users/me", Handle: admission.SignedIn(s.me)},
		{Method: "GET", Path: "/v1/users/{id}", Handle: admission.SignedIn(s.get)},
		{Method: "PUT", Path: "/v1/users/{id}/follow", Handle: admission.SignedIn(s.follow)},
		{Method: "PUT", Path: "/v1/users/{id}/unfollow", Handle: admission.SignedIn(s.unfollow)},
		{Method: "GET", Path: "/v1/users/{id}/followers", Query: page, Handle: admission.SignedIn(s.followers)},
		{Method: "GET", Path: "/v1/users/{id}/following", Query: page, Handle: admission.SignedIn(s.following)},
		{Method: "GET", Path: "/v1/users/{id}/posts", Query: page, Handle: admission.SignedIn(s.listPosts)},
		{Method: "PUT", Path: "/v1/users/{id}/role", Handle: admission.SignedIn(s.assignRole)},
		{Method: "PUT", Path: "/v1/users/{id}/deactivate", Handle: admission.SignedIn(s.deactivate)},
		{Method: "PUT", Path: "/v1/users/{id}/reactivate", Handle: admission.SignedIn(s.reactivate)},
		{Method: "PUT", Path: "/v1/users/{id}/sign-out", Handle: admission.SignedIn(s.signOut)},
	}
}
