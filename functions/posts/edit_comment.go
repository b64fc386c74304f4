package posts

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/social"
	"social.example/shared/web"
)

// editComment changes a comment. Only its author may. The store refuses an edit of
// another version.
//
//	@ID				updateComment
//	@Summary		Change your comment
//	@Description	With `version` the edit applies to that version only: if the comment has changed since, the response is 409 with `current_version`.
//	@Tags			comments
//	@Security		Bearer
//	@Param			id						path		integer				true	"The post's id"		minimum(1)
//	@Param			comment					path		integer				true	"The comment's id"	minimum(1)
//	@Param			body					body		social.CommentEdit	true	"The new content"
//	@Success		200						{object}	web.Answer[social.Comment]
//	@Failure		400,403,404,413,415	{object}	web.Problem
//	@Failure		409						{object}	web.Problem{current_version=int}
//	@Router			/v1/posts/{id}/comments/{comment} [patch]
func (s service) editComment(w http.ResponseWriter, r *http.Request) error {
	post, id, err := commentIDs(r)
	if err != nil {
		return err
	}
	edit, err := web.Decode[social.CommentEdit](w, r)
	if err != nil {
		return err
	}
	actor := auth.Actor(r.Context())
	comment, err := s.comments.Get(r.Context(), post, id, actor.ID)
	if err != nil {
		return err
	}
	if !actor.MayEditComment(comment) {
		return fault.New(fault.Forbidden, "only its author may change a comment")
	}
	comment, notified, err := s.comments.Update(r.Context(), post, id, actor.ID, edit)
	if err != nil {
		return err
	}
	s.announcer.Notifications(r.Context(), notified)
	return web.JSON(w, http.StatusOK, comment)
}

// commentIDs returns the ids of the post and the comment in the path.
func commentIDs(r *http.Request) (post, comment int64, err error) {
	if post, err = web.ID(r, "id"); err != nil {
		return 0, 0, err
	}
	comment, err = web.ID(r, "comment")
	return post, comment, err
}
