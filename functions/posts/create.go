package posts

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/social"
	"social.example/shared/web"
)

// create creates a post by the signed-in user.
//
//	@ID			createPost
//	@Summary	Write a post
//	@Description	The title, the content and each tag need a visible character, and may have no control characters other than newline and tab.
//	@Tags		posts
//	@Security	Bearer
//	@Param		Idempotency-Key	header		string				false	"Makes repeats of the request safe for 24 hours"	maxlength($maxKeyLength)
//	@Param		body			body		social.PostDraft	true	"The post"
//	@Success	201				{object}	web.Answer[social.Post]
//	@Failure	400,409,413,415	{object}	web.Problem
//	@Router		/v1/posts [post]
func (s service) create(w http.ResponseWriter, r *http.Request) error {
	draft, body, err := web.DecodeBody[social.PostDraft](w, r)
	if err != nil {
		return err
	}
	author := auth.Actor(r.Context()).ID
	key, err := idempotency(r, author, body)
	if err != nil {
		return err
	}
	post, notified, err := s.posts.Create(r.Context(), author, draft, key)
	if err != nil {
		return err
	}
	s.announcer.Post(r.Context(), post.ID)
	s.announcer.Notifications(r.Context(), notified)
	return web.JSON(w, http.StatusCreated, post)
}
