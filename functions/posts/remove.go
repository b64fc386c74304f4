package posts

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/web"
)

// remove deletes a post and its comments. Only its author or an admin may.
//
//	@ID			deletePost
//	@Summary	Delete a post and its comments
//	@Tags		posts
//	@Security	Bearer
//	@Param		id	path	integer	true	"The post's id"	minimum(1)
//	@Success	204
//	@Failure	403,404	{object}	web.Problem
//	@Router		/v1/posts/{id} [delete]
func (s service) remove(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	actor := auth.Actor(r.Context())
	post, err := s.posts.Get(r.Context(), id, actor.ID)
	if err != nil {
		return err
	}
	if !actor.MayDelete(post) {
		return fault.New(fault.Forbidden, "only its author or an admin may delete a post")
	}
	if err := s.posts.Delete(r.Context(), id, actor.ID); err != nil {
		return err
	}
	return web.NoContent(w)
}
