package posts

import (
	"social.example/shared/auth"
	"social.example/shared/pagination"
	"social.example/shared/web"
)

// routes returns the function's routes. To add one, see web.Route.
func (s service) routes() web.Mux {
	return web.Mux{
		{Method: "POST", Path: "/v1/posts", Handle: auth.RequireUser(s.create)},
		{Method: "GET", Path: "/v1/posts/{id}", Handle: auth.RequireUser(auth.FromReplica(s.get))},
		{Method: "PATCH", Path: "/v1/posts/{id}", Handle: auth.RequireUser(s.update)},
		{Method: "DELETE", Path: "/v1/posts/{id}", Handle: auth.RequireUser(s.remove)},
		{Method: "PUT", Path: "/v1/posts/{id}/like", Handle: auth.RequireUser(s.like)},
		{Method: "DELETE", Path: "/v1/posts/{id}/like", Handle: auth.RequireUser(s.unlike)},
		{Method: "GET", Path: "/v1/posts/{id}/likes", Query: pagination.Parameters, Handle: auth.RequireUser(auth.FromReplica(s.listLikes))},
		{Method: "PUT", Path: "/v1/posts/{id}/bookmark", Handle: auth.RequireUser(s.bookmark)},
		{Method: "DELETE", Path: "/v1/posts/{id}/bookmark", Handle: auth.RequireUser(s.removeBookmark)},
		{Method: "GET", Path: "/v1/posts/{id}/comments", Query: pagination.Parameters, Handle: auth.RequireUser(auth.FromReplica(s.listComments))},
		{Method: "POST", Path: "/v1/posts/{id}/comments", Handle: auth.RequireUser(s.comment)},
		{Method: "PATCH", Path: "/v1/posts/{id}/comments/{comment}", Handle: auth.RequireUser(s.editComment)},
		{Method: "DELETE", Path: "/v1/posts/{id}/comments/{comment}", Handle: auth.RequireUser(s.removeComment)},
		{Method: "GET", Path: "/v1/posts/{id}/comments/{comment}/replies", Query: pagination.Parameters, Handle: auth.RequireUser(auth.FromReplica(s.listReplies))},
		{Method: "PUT", Path: "/v1/posts/{id}/comments/{comment}/like", Handle: auth.RequireUser(s.likeComment)},
		{Method: "DELETE", Path: "/v1/posts/{id}/comments/{comment}/like", Handle: auth.RequireUser(s.unlikeComment)},
	}
}
