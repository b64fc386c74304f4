package posts

import (
	"social.example/shared/auth"
	"social.example/shared/web"
)

func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "POST", Path: "/v1/posts", Handle: auth.RequireUser(s.create)},
		{Method: "GET", Path: "/v1/posts/{id}", Handle: auth.RequireUser(s.get)},
		{Method: "PATCH", Path: "/v1/posts/{id}", Handle: auth.RequireUser(s.update)},
		{Method: "DELETE", Path: "/v1/posts/{id}", Handle: auth.RequireUser(s.remove)},
		{Method: "GET", Path: "/v1/posts/{id}/comments", Query: []string{"limit", "cursor"}, Handle: auth.RequireUser(s.listComments)},
		{Method: "POST", Path: "/v1/posts/{id}/comments", Handle: auth.RequireUser(s.comment)},
	}
}
