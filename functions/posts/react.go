package posts

import (
	"net/http"

	"social.example/shared/auth"
	"social.example/shared/store"
	"social.example/shared/web"
)

// like makes the signed-in user like a post.
//
//	@ID			likePost
//	@Summary	Like a post
//	@Tags		posts
//	@Security	Bearer
//	@Param		id	path	integer	true	"The post's id"	minimum(1)
//	@Success	204
//	@Failure	404	{object}	web.Problem
//	@Router		/v1/posts/{id}/like [put]
func (s service) like(w http.ResponseWriter, r *http.Request) error {
	return s.react(w, r, store.PostLike)
}

// unlike removes the signed-in user's like of a post.
//
//	@ID			unlikePost
//	@Summary	Remove your like of a post
//	@Tags		posts
//	@Security	Bearer
//	@Param		id	path	integer	true	"The post's id"	minimum(1)
//	@Success	204
//	@Failure	404	{object}	web.Problem
//	@Router		/v1/posts/{id}/like [delete]
func (s service) unlike(w http.ResponseWriter, r *http.Request) error {
	return s.unreact(w, r, store.PostLike)
}

// bookmark adds a post to the signed-in user's bookmarks.
//
//	@ID				bookmarkPost
//	@Summary		Bookmark a post
//	@Description	Nobody else sees your bookmarks.
//	@Tags			posts
//	@Security		Bearer
//	@Param			id	path	integer	true	"The post's id"	minimum(1)
//	@Success		204
//	@Failure		404	{object}	web.Problem
//	@Router			/v1/posts/{id}/bookmark [put]
func (s service) bookmark(w http.ResponseWriter, r *http.Request) error {
	return s.react(w, r, store.Bookmark)
}

// removeBookmark removes a post from the signed-in user's bookmarks.
//
//	@ID			removeBookmark
//	@Summary	Remove a bookmark
//	@Tags		posts
//	@Security	Bearer
//	@Param		id	path	integer	true	"The post's id"	minimum(1)
//	@Success	204
//	@Failure	404	{object}	web.Problem
//	@Router		/v1/posts/{id}/bookmark [delete]
func (s service) removeBookmark(w http.ResponseWriter, r *http.Request) error {
	return s.unreact(w, r, store.Bookmark)
}

// likeComment makes the signed-in user like a comment.
//
//	@ID			likeComment
//	@Summary	Like a comment
//	@Tags		comments
//	@Security	Bearer
//	@Param		id		path	integer	true	"The post's id"		minimum(1)
//	@Param		comment	path	integer	true	"The comment's id"	minimum(1)
//	@Success	204
//	@Failure	404	{object}	web.Problem
//	@Router		/v1/posts/{id}/comments/{comment}/like [put]
func (s service) likeComment(w http.ResponseWriter, r *http.Request) error {
	return s.react(w, r, store.CommentLike)
}

// unlikeComment removes the signed-in user's like of a comment.
//
//	@ID			unlikeComment
//	@Summary	Remove your like of a comment
//	@Tags		comments
//	@Security	Bearer
//	@Param		id		path	integer	true	"The post's id"		minimum(1)
//	@Param		comment	path	integer	true	"The comment's id"	minimum(1)
//	@Success	204
//	@Failure	404	{object}	web.Problem
//	@Router		/v1/posts/{id}/comments/{comment}/like [delete]
func (s service) unlikeComment(w http.ResponseWriter, r *http.Request) error {
	return s.unreact(w, r, store.CommentLike)
}

// react makes the signed-in user react to the post or comment in the path.
func (s service) react(w http.ResponseWriter, r *http.Request, reaction store.Reaction) error {
	post, subject, err := subjectIDs(r)
	if err != nil {
		return err
	}
	notified, err := s.reactions.Add(r.Context(), reaction, auth.Actor(r.Context()).ID, post, subject)
	if err != nil {
		return err
	}
	s.announcer.Notifications(r.Context(), notified)
	return web.NoContent(w)
}

// unreact removes the signed-in user's reaction to the post or comment in the path.
func (s service) unreact(w http.ResponseWriter, r *http.Request, reaction store.Reaction) error {
	post, subject, err := subjectIDs(r)
	if err != nil {
		return err
	}
	if err := s.reactions.Remove(r.Context(), reaction, auth.Actor(r.Context()).ID, post, subject); err != nil {
		return err
	}
	return web.NoContent(w)
}

// subjectIDs returns the ids of the post in the path and of the subject of a reaction:
// the comment in the path, or the post itself.
func subjectIDs(r *http.Request) (post, subject int64, err error) {
	if r.PathValue("comment") != "" {
		return commentIDs(r)
	}
	post, err = web.ID(r, "id")
	return post, post, err
}
