package posts

import (
	"social.example/shared/admission"
	"social.example/shared/web"
)

func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "POST", Path: "/v1/posts", Handle: admission.SignedIn(s.create)},
		{Method: "GET", Path: "/v1/posts/{id}", Handle: admission.SignedIn(s.get)},
		{Method: "PATCH", Path: "/v1/posts/{id}", Handle: admission.SignedIn(s.update)},
		{Method: "DELETE", Path: "/v1/posts/{id}", Handle: admission.SignedIn(s.remove)},
		{Method: "GET", Path: "/v1/posts/{id}/comments", Query: []string{"limit", "cursor"}, Handle: admission.SignedIn(s.listComments)},
		{Method: "POST", Path: "/v1/posts/{id}/comments", Handle: admission.SignedIn(s.comment)},
	}
}
