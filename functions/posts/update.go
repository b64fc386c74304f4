package posts

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/web"
)

// update changes a post. Only its author, a moderator or an admin may. The store refuses
// an edit of another version.
//
//	@ID				updatePost
//	@Summary		Change a post
//	@Description	With `version` the edit applies to that version only: if the post has changed since, the response is 409 with `current_version`.
//	@Tags			posts
//	@Security		Bearer
//	@Param			id						path		integer			true	"The post's id"	minimum(1)
//	@Param			body					body		social.PostEdit	true	"At least one change"
//	@Success		200						{object}	web.Answer[social.Post]
//	@Failure		400,403,404,413,415	{object}	web.Problem
//	@Failure		409						{object}	web.Problem{current_version=int}
//	@Router			/v1/posts/{id} [patch]
func (s service) update(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	edit, err := web.Decode[social.PostEdit](w, r)
	if err != nil {
		return err
	}
	actor := auth.Actor(r.Context())
	post, err := s.posts.Get(r.Context(), id, actor.ID)
	if err != nil {
		return err
	}
	if !actor.MayEdit(post) {
		return fault.New(fault.Forbidden, "only its author or a moderator may change a post")
	}
	post, notified, err := s.posts.Update(r.Context(), id, actor.ID, edit)
	if err != nil {
		return err
	}
	s.announcer.Notifications(r.Context(), notified)
	return web.JSON(w, http.StatusOK, post)
}
