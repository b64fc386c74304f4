package posts

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/fault"
	"social.example/shared/web"
)

// removeComment removes a comment. Its author, the post's author, moderators and
// admins may.
//
//	@ID				deleteComment
//	@Summary		Remove a comment
//	@Description	If the comment has replies, they stay, with a placeholder for it: a comment without content, `user_id` and `user`, whose `is_removed` is true.
//	@Tags			comments
//	@Security		Bearer
//	@Param			id		path	integer	true	"The post's id"		minimum(1)
//	@Param			comment	path	integer	true	"The comment's id"	minimum(1)
//	@Success		204
//	@Failure		403,404	{object}	web.Problem
//	@Router			/v1/posts/{id}/comments/{comment} [delete]
func (s service) removeComment(w http.ResponseWriter, r *http.Request) error {
	postID, id, err := commentIDs(r)
	if err != nil {
		return err
	}
	actor := auth.Actor(r.Context())
	post, err := s.posts.Get(r.Context(), postID, actor.ID)
	if err != nil {
		return err
	}
	comment, err := s.comments.Get(r.Context(), postID, id, actor.ID)
	if err != nil {
		return err
	}
	if !actor.MayRemoveComment(comment, post) {
		return fault.New(fault.Forbidden, "only its author, the post's author or a moderator may remove a comment")
	}
	if err := s.comments.Remove(r.Context(), postID, id, actor.ID); err != nil {
		return err
	}
	return web.NoContent(w)
}
