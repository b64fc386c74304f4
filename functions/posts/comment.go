package posts

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/web"
)

// comment creates a comment by the signed-in user on a post.
//
//	@ID			createComment
//	@Summary	Comment on a post
//	@Description	The content needs a visible character, and may have no control characters other than newline and tab. A reply to a reply becomes a reply to the same comment.
//	@Tags		comments
//	@Security	Bearer
//	@Param		id					path		integer				true	"The post's id"										minimum(1)
//	@Param		Idempotency-Key		header		string				false	"Makes repeats of the request safe for 24 hours"	maxlength($maxKeyLength)
//	@Param		body				body		social.CommentDraft	true	"The comment; a `user_id` in it is ignored"
//	@Success	201					{object}	web.Answer[social.Comment]
//	@Failure	400,404,409,413,415	{object}	web.Problem
//	@Router		/v1/posts/{id}/comments [post]
func (s service) comment(w http.ResponseWriter, r *http.Request) error {
	id, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	draft, body, err := web.DecodeBody[social.CommentDraft](w, r)
	if err != nil {
		return err
	}
	author := auth.Actor(r.Context()).ID
	key, err := idempotency(r, author, body)
	if err != nil {
		return err
	}
	comment, notified, err := s.comments.Create(r.Context(), id, author, draft, key)
	if err != nil {
		return err
	}
	s.announcer.Notifications(r.Context(), notified)
	return web.JSON(w, http.StatusCreated, comment)
}
