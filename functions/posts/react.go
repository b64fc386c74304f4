package posts

import (
	"context"
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
	return react(w, r, s.reactions.Add, store.PostLike)
}

// unlike takes the signed-in user's like of a post back.
//
//	@ID			unlikePost
//	@Summary	Take your like of a post back
//	@Tags		posts
//	@Security	Bearer
//	@Param		id	path	integer	true	"The post's id"	minimum(1)
//	@Success	204
//	@Failure	404	{object}	web.Problem
//	@Router		/v1/posts/{id}/like [delete]
func (s service) unlike(w http.ResponseWriter, r *http.Request) error {
	return react(w, r, s.reactions.Remove, store.PostLike)
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
	return react(w, r, s.reactions.Add, store.Bookmark)
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
	return react(w, r, s.reactions.Remove, store.Bookmark)
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
	return reactToComment(w, r, s.reactions.Add)
}

// unlikeComment takes the signed-in user's like of a comment back.
//
//	@ID			unlikeComment
//	@Summary	Take your like of a comment back
//	@Tags		comments
//	@Security	Bearer
//	@Param		id		path	integer	true	"The post's id"		minimum(1)
//	@Param		comment	path	integer	true	"The comment's id"	minimum(1)
//	@Success	204
//	@Failure	404	{object}	web.Problem
//	@Router		/v1/posts/{id}/comments/{comment}/like [delete]
func (s service) unlikeComment(w http.ResponseWriter, r *http.Request) error {
	return reactToComment(w, r, s.reactions.Remove)
}

// change adds or removes a reaction of the user to the subject on the post.
type change func(ctx context.Context, reaction store.Reaction, user, post, subject int64) error

func react(w http.ResponseWriter, r *http.Request, apply change, reaction store.Reaction) error {
	post, err := web.ID(r, "id")
	if err != nil {
		return err
	}
	if err := apply(r.Context(), reaction, auth.Actor(r.Context()).ID, post, post); err != nil {
		return err
	}
	return web.NoContent(w)
}

func reactToComment(w http.ResponseWriter, r *http.Request, apply change) error {
	post, comment, err := commentIDs(r)
	if err != nil {
		return err
	}
	if err := apply(r.Context(), store.CommentLike, auth.Actor(r.Context()).ID, post, comment); err != nil {
		return err
	}
	return web.NoContent(w)
}
