package moderation

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/web"
)

// restorePost shows a post again that was taken down.
//
//	@ID				restorePost
//	@Summary		Restore a post that was removed, for moderators
//	@Description	Notifies its author. Has no effect on a post that is not removed. Your own is for another moderator.
//	@Tags			moderation
//	@Security		Bearer
//	@Param			id	path	integer	true	"The post's id"	minimum(1)
//	@Success		204
//	@Failure		403,404	{object}	web.Problem
//	@Router			/v1/moderation/posts/{id}/restore [post]
func (s service) restorePost(w http.ResponseWriter, r *http.Request) error {
	return s.restore(w, r, social.PostSubject)
}

// restoreComment shows a comment again that was taken down.
//
//	@ID				restoreComment
//	@Summary		Restore a comment that was removed, for moderators
//	@Description	Notifies its author. Has no effect on a comment that is not removed. A deleted comment can't be restored. Your own is for another moderator.
//	@Tags			moderation
//	@Security		Bearer
//	@Param			id	path	integer	true	"The comment's id"	minimum(1)
//	@Success		204
//	@Failure		403,404	{object}	web.Problem
//	@Router			/v1/moderation/comments/{id}/restore [post]
func (s service) restoreComment(w http.ResponseWriter, r *http.Request) error {
	return s.restore(w, r, social.CommentSubject)
}

func (s service) restore(w http.ResponseWriter, r *http.Request, kind social.SubjectKind) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	decided, err := s.moderation.Restore(r.Context(), auth.Actor(r.Context()).ID, kind, id)
	if err != nil {
		return err
	}
	s.announce(r.Context(), decided)
	return web.NoContent(w)
}
